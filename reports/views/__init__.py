"""Pages of reports, a file for each noun."""

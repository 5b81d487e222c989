"""The forms of premises, a file for each noun."""

"""Forms of training, a file for each noun."""

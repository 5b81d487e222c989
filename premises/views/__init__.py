"""The pages of premises, a file for each noun."""

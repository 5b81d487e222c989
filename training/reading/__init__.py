"""Reads an extract of staff and their training, row by row, with a verdict on every row."""

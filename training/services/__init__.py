"""What can be done in training: verbs, each in one piece or not at all. A file for each noun."""

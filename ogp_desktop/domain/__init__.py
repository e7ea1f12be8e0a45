"""The vocabulary of the process: kinds, changes, ids, texts. Standard library only."""

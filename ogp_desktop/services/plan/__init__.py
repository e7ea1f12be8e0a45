"""A plan's keys, and the computers that work on it."""

"""The files that come and go: sticks, reading them, what became of each."""

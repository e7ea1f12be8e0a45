"""The first steps of a newcomer at a post of the demonstration."""

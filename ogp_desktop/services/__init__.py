"""The use cases: the window and the command line call the same ones."""

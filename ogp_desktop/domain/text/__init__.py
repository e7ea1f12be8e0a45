"""Rules about text that the window, the documents and the sheets share."""

"""The parts of keys and laptops: words to type, words to print, the computers known."""

"""The language of ideas: words, concepts, likeness and piles, in French, Arabic, Darija and Amazigh."""

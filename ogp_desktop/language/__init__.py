"""What people say and how they are called: words, concepts, likeness, piles and names, across languages and scripts."""

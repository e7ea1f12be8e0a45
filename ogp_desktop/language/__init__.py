"""What words and names have in common across scripts and spellings."""

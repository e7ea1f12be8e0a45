"""What others see: the second screen, its slides, who has it."""

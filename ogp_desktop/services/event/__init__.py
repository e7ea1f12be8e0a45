"""An event from its description: made, opened, shown as a demonstration."""

"""What a room says, agrees to and takes away."""

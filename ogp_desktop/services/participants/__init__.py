"""Who is registered: the list they come from, finding them."""

"""Who arrives: check-in, badges, rooms, the lists of paper."""

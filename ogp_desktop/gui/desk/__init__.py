"""The parts of the desk: finding and receiving people, the registration list, the papers."""

"""The parts of a room: capture, its hints, the course of the session, the door."""

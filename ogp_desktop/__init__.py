"""The workshop desk of open government: co-creation events run offline, merged without losing a word."""

__version__ = "0.1.0"

"""Widgets that the forms are made of."""

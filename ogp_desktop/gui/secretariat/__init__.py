"""The parts of the secretariat: what arrived, two versions of a text, ideas that are near."""

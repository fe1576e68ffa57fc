"""Writes made-up data exports, the same for the same seed, to show and to test the readers."""

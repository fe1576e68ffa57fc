"""Tests against servers of others, started here. They need Node and its packages."""

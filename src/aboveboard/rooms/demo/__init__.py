"""The two years of Peulvuur, a company that does not exist."""

"""The numbers a text claims: what is written, how much it is, of what, and when."""

"""Drawings made on the server: inline SVG from counts and words, without script or style.

Every drawing takes its words already translated, states its result in a label, and draws each
moment as one sign: circle win, diamond setback, triangle lesson; filled shown, hollow kept.
Most come twice, for a wide page and for a phone; the stylesheet shows one of the two.
"""

"""Record against image: what happened beside what was told of it.

May import the record and library rooms and those below; owns only the links between the two.
"""

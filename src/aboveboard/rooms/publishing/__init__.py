"""What goes out: promises that a post will be public once, and the proof of each.

May import the readings, boundaries, library, accounts and workspaces rooms and the floors below.
"""

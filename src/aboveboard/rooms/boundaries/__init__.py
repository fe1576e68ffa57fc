"""What somebody never shares, not before a day, only after thought or with consent; and who consented.

May import the library, record and workspaces rooms and the floors below.
"""

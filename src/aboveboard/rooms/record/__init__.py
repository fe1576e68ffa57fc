"""What really happened: moments, targets with outcomes, perception notes. Private by default.

May import the workspaces room and the floors below.
"""

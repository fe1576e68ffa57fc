"""The profiles and pages that are connected, and what opens them.

May import the workspaces room and the floors below.
"""

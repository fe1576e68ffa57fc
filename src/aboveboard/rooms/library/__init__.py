"""What was published: imports of one's own past, posts, comments, connections, messages, metrics.

May import the workspaces room and the floors below; neither the record nor the mirror.
"""

"""One Django app a capability; a room may import the rooms below it, never above or beside."""

"""How a text comes across: tried, dismissed, explained."""

"""Workspaces, seats and sign-in: who may see what. The lowest room; imports no other."""

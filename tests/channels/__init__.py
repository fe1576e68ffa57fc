"""Channels against the stand-ins of :mod:`tests.networks`: each method, each fault."""

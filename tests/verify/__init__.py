"""Whether publishing keeps its promise: seeded schedules of faults, deaths and disturbances.

Everything of the product runs as it is (rows, channels, the whole way of a publication) but for two
things: the networks are stand-ins, and time is virtual. One schedule is one seed.
"""

"""Stand-ins for networks: servers on this machine that answer as the networks do.

They share no code and no constants with the product.
"""

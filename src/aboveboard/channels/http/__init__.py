"""The one door to the outside: every request of this product leaves through :class:`.door.Door`.

The only package that imports httpx2 and httpcore2, and the only one of the engines that opens
connections; import contracts hold it to that.
"""

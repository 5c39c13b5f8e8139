"""The kernel knows nothing of government: money, states, clock, errors, database, web plumbing.

A closed list of pages: pure ones at the bottom, database and web above them; a new page needs
a decision record. Every room may call the kernel, the kernel calls no room.
"""

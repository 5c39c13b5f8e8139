"""Public pages: this year's budget and how much of it is spent, readable without signing in.

Floor: above reporting, whose published figures it shows. It commands nothing.
"""

"""The catalogue: vendors, products, orders, handover, flags.

It may call simral; simral does not know that it exists. Its rooms come in a later step.
"""

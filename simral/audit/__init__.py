"""What happened: reads the events that every command writes; the verifiable log comes on top.

Floor: above identity and reference. Door: `queries.history_of`.
"""

"""The example government: builds legal objects by calling the services of every room.

Floor: above all rooms, below the composition root. The budget is the real one of Kabupaten
Bogor 2021; people, payees and bills are illustrative and marked so wherever they show.
"""

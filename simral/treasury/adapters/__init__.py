"""The treasury to the outside: printed forms (and, later, the bank)."""

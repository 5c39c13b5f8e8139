"""Commands of the treasury, one file per document, one `@command` per verb.

Four beats each: load and lock, move, check, write. Locks go from narrow to wide: the document,
its DPA lines in order, the number series last. `no_autoflush` keeps a half-changed row out of
the database until its number is there.
"""

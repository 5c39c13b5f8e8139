"""Rules of the budget: rows of an import, anggaran kas, ratification. Values in, findings out."""

"""Pages of the treasury: request in, one query or service, answer out."""

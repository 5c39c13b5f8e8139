"""Pages of identity: sign-in and profile, administration of accounts; the session's hook."""

"""Journals of two books (LO and LRA), balances, periods. Knows debit and kredit, no document.

Floor: below every document room. Doors: `terms` (JournalDraft, Posting, Buku), `services`
(post_journal, reverse_journal), `queries`.
"""

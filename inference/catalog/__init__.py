"""Model cards: find, verify, show."""

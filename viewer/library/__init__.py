"""The local study database and what changes it."""

"""Damaged files by the thousand: whatever a file holds, its reader gives a verdict."""

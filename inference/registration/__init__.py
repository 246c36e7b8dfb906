"""Bringing two series of one patient into the same space."""

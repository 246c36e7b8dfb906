"""Numbered SQL files, one per change of the schema; none is ever edited."""

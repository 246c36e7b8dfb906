"""Compiled row loops: numbers in, RGB32 out; the interpreter lock is released."""

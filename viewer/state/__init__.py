"""Frozen view state, intents and their reducer; numpy alone."""

"""Widgets that draw state and emit intents; they decide nothing."""

"""Recipes to weights, cards and figures: the one training program."""

"""The same run behind other doors."""

"""Every decision of the window."""

"""Text and lines drawn straight into RGB32 pixels, so that no window is needed."""

"""From a scene to pixels, without Qt."""

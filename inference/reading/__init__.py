"""Files to volumes, label maps and findings."""

"""One file per layout of training data: a folder on disk -> cases in memory."""

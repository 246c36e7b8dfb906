"""A synthetic FLAIR study: a template brain in a drawn head, with a lesion that is known."""

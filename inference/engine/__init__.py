"""Request in, events out: the one door through which a model runs."""

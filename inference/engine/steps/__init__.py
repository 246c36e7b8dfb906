"""The steps of a run: before, within and after the network."""

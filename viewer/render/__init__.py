"""From a scene to pixels, without Qt."""


def warm() -> None:
    """Make every kernel ready (seconds when new, less from the cache); call it in a thread."""
    from viewer.render.warming import warm as warm_kernels

    warm_kernels()

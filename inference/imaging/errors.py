"""The two families of error: what the input or environment did, and a cancelled wish."""


class InputError(Exception):
    """A file, series or setting that cannot be used; the text is one sentence for the user.

    The sentence names the file (or series) and the cause. Everything that is not an
    ``InputError`` or ``OperationCancelled`` is a bug of our own.
    """


class OperationCancelled(Exception):  # noqa: N818 - a wish granted, not an error
    """The user asked to stop; nothing was written and nothing is wrong."""

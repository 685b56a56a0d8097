"""What a person can mend, as one kind of exception."""


class Mistake(Exception):
    """Something a person can mend. Its text is one translated sentence that says what happened and what to do.

    Every failure of this kind is a class of its own beside the operation that raises it; pages show the text in their form,
    the command line prints it and ends with exit code 1.
    """


class Cancelled(Mistake):
    """The person asked to stop; what was finished stays finished."""

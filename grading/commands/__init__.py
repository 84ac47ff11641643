"""The instructor's commands, one in each file.

A command is a module with ``add_arguments(parser)`` and ``run(args)``, which returns the exit
code or nothing. Its docstring is what ``--help`` says of it; the first sentence stands in the
list of all commands. Heavy modules are imported where they are used: help should come at once.
"""

#: In the order in which a term needs them
NAMES = (
    "doctor",
    "release",
    "handout",
    "collect",
    "autograde",
    "regrade",
    "feedback",
    "report",
    "export",
    "sample-class",
)

#: Exit codes: all is done; something needs a person; nothing could be done; stopped by Ctrl-C
DONE, NEEDS_A_PERSON, CANNOT, INTERRUPTED = 0, 1, 2, 130


class CannotError(Exception):
    """A command was asked for what cannot be, or this computer lacks something; says what."""

"""Autograde the made-up sample class with nbgrader, and print its scores.

It has a course of its own in _build/sample_class/: no gradebook of yours is touched.

    python -m grading sample-class
"""


def add_arguments(parser):
    """Say what the command can be asked for: nothing."""


def run(args):
    """Grade what has changed since the last time, and print the scores of all."""
    from grading.sample_class import grade_sample_class

    grade_sample_class()

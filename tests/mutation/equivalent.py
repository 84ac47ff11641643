"""Mutants that are no mistakes: they pass every check, and why they should."""


def reason_for(target, id):
    return None

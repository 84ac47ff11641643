"""Where this computer has its Chromium: it prints the book, and shows it to the tests."""

import os
import shutil

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def find_chromium():
    """Return the program that W2V_CHROMIUM names, else one that is installed, or None."""
    found = (os.environ.get("W2V_CHROMIUM"), *map(shutil.which, PROGRAMS))
    return next(filter(None, found), None)

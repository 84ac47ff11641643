"""The folder for what can be made again."""

import os
from pathlib import Path

import platformdirs


def cache_folder():
    """Return the folder that ``W2V_CACHE_DIR`` names, else the user's cache folder."""
    folder = os.environ.get("W2V_CACHE_DIR") or platformdirs.user_cache_dir("w2vlib")
    return Path(folder).expanduser()

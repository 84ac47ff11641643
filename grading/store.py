"""Results of grading, kept: what is here is not run again, and can be written any time.

A result belongs to its key, which is made of all that it depends on. Whose notebook it was is
no part of that.
"""

import contextlib
import hashlib
import json
import secrets
import sqlite3
import zlib
from pathlib import Path

from sqlalchemy.engine import make_url

from grading.environment import environment_digest
from grading.record import pack, unpack
from grading.results import Result
from grading.sandbox.limits import Limits
from grading.status import Status

#: In the file's header: whose it is («w2vg»), and the number of the layout below
_OURS, _LAYOUT = 0x77327667, 1
_TABLES = (
    "CREATE TABLE results (key TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE seeds (notebook TEXT, exercise TEXT, seed INTEGER NOT NULL,"
    " PRIMARY KEY (notebook, exercise)) WITHOUT ROWID",
    # of the grading run that has begun and not ended
    "CREATE TABLE run (exercise TEXT PRIMARY KEY, seed INTEGER NOT NULL)",
    "CREATE TABLE written (gradebook TEXT, student TEXT, exercise TEXT, mark TEXT NOT NULL,"
    " quarantined INTEGER NOT NULL, result BLOB,"
    " PRIMARY KEY (gradebook, student, exercise)) WITHOUT ROWID",
)
_LOCK_SECONDS = 60


class StoreError(RuntimeError):
    """The file of results cannot be used; says what to do."""


def key_of(data, exercise, limits=None, unsafe=False):
    """Return the key of the result of grading a file.

    Parameters
    ----------
    data : bytes or None
        The student's file; None if there is none.
    exercise : Exercise
    limits : Limits, optional
    unsafe : bool
        Whether it is graded without a sandbox.

    Returns
    -------
    key : str
    """
    facts = [
        notebook_hash(data),
        exercise.digest,
        environment_digest(),
        (limits or Limits()).as_dict(),
        unsafe,
    ]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def notebook_hash(data):
    """Return the SHA-256 of a student's file, or a word where there is none."""
    return "no file" if data is None else hashlib.sha256(data).hexdigest()


class Store:
    """A file of results. To be used in a ``with`` statement.

    Each method that changes it does so wholly or not at all, whenever the program is ended.

    Parameters
    ----------
    path : path
        Such as ``_grading/results.db``; made if it is not there.

    Raises
    ------
    StoreError
        When it is opened and is not a file of results, or one of another layout.
    """

    def __init__(self, path):
        self.path = Path(path)

    def __enter__(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(self.path, timeout=_LOCK_SECONDS)
        try:
            self._open()
        except BaseException:
            self._database.close()
            raise
        return self

    def __exit__(self, *_):
        self._database.close()

    # results ----------------------------------------------------------------------------

    def get(self, key):
        """Return the `Graded` of a key, or None.

        It may be incomplete: then it says why, and is no reason not to grade again.
        """
        row = self._one("SELECT content FROM results WHERE key = ?", key)
        return None if row is None else unpack(row[0])

    def put(self, key, graded, *, notebook, exercise):
        """Keep a result, in place of the one of this key that there was.

        Parameters
        ----------
        key : str
            What `key_of` returned.
        graded : Graded
        notebook : str
            What `notebook_hash` says of the file.
        exercise : str
            The exercise's name.
        """
        with self._database:
            self._database.execute("REPLACE INTO results VALUES (?, ?)", (key, pack(graded)))
            self._database.execute(
                "REPLACE INTO seeds VALUES (?, ?, ?)", (notebook, exercise, graded.seed)
            )

    # seeds ------------------------------------------------------------------------------

    def seed_for(self, notebook, exercise):
        """Return the seed to grade a notebook with.

        That of the last time this notebook was graded; else that of the grading run, which is
        fresh for each run and exercise. A run that was killed goes on with its own.

        Parameters
        ----------
        notebook : str
            What `notebook_hash` says of the file.
        exercise : str
            The exercise's name.
        """
        row = self._one(
            "SELECT seed FROM seeds WHERE notebook = ? AND exercise = ?", notebook, exercise
        )
        return self._seed_of_run(exercise) if row is None else row[0]

    def was_graded(self, notebook, exercise):
        """Tell whether a notebook was ever graded, under whatever conditions.

        Parameters
        ----------
        notebook : str
            What `notebook_hash` says of the file.
        exercise : str
            The exercise's name.
        """
        query = "SELECT 1 FROM seeds WHERE notebook = ? AND exercise = ?"
        return self._one(query, notebook, exercise) is not None

    def _seed_of_run(self, exercise):
        with self._database:
            self._database.execute(
                "INSERT OR IGNORE INTO run VALUES (?, ?)", (exercise, secrets.randbits(32))
            )
        return self._one("SELECT seed FROM run WHERE exercise = ?", exercise)[0]

    def end_run(self):
        """Say that a grading run has done all it had to do: the next one has fresh seeds."""
        with self._database:
            self._database.execute("DELETE FROM run")

    # what has been written --------------------------------------------------------------

    def is_written(self, gradebook, student, exercise, mark, *, retry_quarantined=False):
        """Tell whether a submission is in a gradebook as it would be written now.

        Parameters
        ----------
        gradebook : str
            The gradebook's address.
        student, exercise : str
        mark : str
            What `grading.batch.Task.mark` returned: all that is written depends on it.
        retry_quarantined : bool
            Whether those in quarantine count as not written.
        """
        row = self._one(
            "SELECT mark, quarantined FROM written"
            " WHERE gradebook = ? AND student = ? AND exercise = ?",
            _without_password(gradebook),
            student,
            exercise,
        )
        return row is not None and row[0] == mark and not (row[1] and retry_quarantined)

    def was_written(self, gradebook, student, exercise):
        """Tell whether a submission was ever written, as it was then."""
        query = "SELECT 1 FROM written WHERE gradebook = ? AND student = ? AND exercise = ?"
        return self._one(query, _without_password(gradebook), student, exercise) is not None

    def note_written(self, gradebook, student, exercise, mark, graded, result=None):
        """Remember that a submission has been written, once all of it has been.

        Where grading failed, it is remembered as not written: it has to be graded again.

        Parameters
        ----------
        gradebook, student, exercise, mark : str
            As in `is_written`.
        graded : Graded
        result : grading.results.Result, optional
            What reports say of it.
        """
        whose = (_without_password(gradebook), student, exercise)
        quarantined = Status.QUARANTINED in graded.statuses
        content = None
        if result is not None:
            content = zlib.compress(json.dumps(result.as_dict()).encode("ascii"))
        with self._database:
            if graded.complete or quarantined:
                self._database.execute(
                    "REPLACE INTO written VALUES (?, ?, ?, ?, ?, ?)",
                    (*whose, mark, quarantined, content),
                )
            else:
                self._database.execute(
                    "DELETE FROM written WHERE gradebook = ? AND student = ? AND exercise = ?",
                    whose,
                )

    def results_in(self, gradebook, exercise):
        """Yield the `Result` of each submission as it was written last.

        Parameters
        ----------
        gradebook : str
            The gradebook's address.
        exercise : str
            The exercise's name.
        """
        rows = self._database.execute(
            "SELECT result FROM written"
            " WHERE gradebook = ? AND exercise = ? AND result IS NOT NULL ORDER BY student",
            (_without_password(gradebook), exercise),
        )
        for (content,) in rows:
            yield Result.from_dict(json.loads(zlib.decompress(content)))

    def forget_written(self, gradebook):
        """Forget all that was written into a gradebook: it is a new one."""
        with self._database:
            self._database.execute(
                "DELETE FROM written WHERE gradebook = ?", (_without_password(gradebook),)
            )

    # the file ---------------------------------------------------------------------------

    def _open(self):
        try:
            ours, layout = self._header()
            if (ours, layout) == (0, 0) and not self._one("SELECT 1 FROM sqlite_master"):
                self._make()
                ours, layout = self._header()
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"{self.path} cannot be read as a file of results ({error}). Move it away: what "
                "is in it is then graded again."
            ) from error
        if ours != _OURS:
            raise StoreError(f"{self.path} is a database of another program.")
        if layout != _LAYOUT:
            raise StoreError(
                f"{self.path} was made by another version of this program (layout {layout}, not "
                f"{_LAYOUT}). Move it away: what is in it is then graded again."
            )
        # readers and the writer do not wait for each other, nor a commit for the disk: a program
        # that is killed loses nothing; where the power fails the last results may be lost, whole
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")

    def _header(self):
        return self._one("PRAGMA application_id")[0], self._one("PRAGMA user_version")[0]

    def _make(self):
        """Make the tables and the header, all at once."""
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            if self._header() == (_OURS, _LAYOUT):  # by another process meanwhile
                return
            for table in _TABLES:
                self._database.execute(table)
            self._database.execute(f"PRAGMA application_id = {_OURS}")
            self._database.execute(f"PRAGMA user_version = {_LAYOUT}")

    def _one(self, query, *values):
        with contextlib.closing(self._database.execute(query, values)) as cursor:
            return cursor.fetchone()


def _without_password(url):
    return make_url(url).render_as_string(hide_password=True)

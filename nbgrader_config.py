"""The course, told to nbgrader: its own commands work from this folder."""

import sys
import warnings
from pathlib import Path

import zmq
from sqlalchemy.exc import SAWarning

c = get_config()  # noqa: F821 - traitlets defines it

c.CourseDirectory.course_id = "word2vec"

# made from solutions/*.md by `make exercises`
c.CourseDirectory.source_directory = "_build/source"
c.CourseDirectory.release_directory = "exercises"
# everything about students; git does not see it
c.CourseDirectory.submitted_directory = "_grading/submitted"
c.CourseDirectory.autograded_directory = "_grading/autograded"
c.CourseDirectory.feedback_directory = "_grading/feedback"
c.CourseDirectory.solution_directory = "_grading/solution"
c.CourseDirectory.db_url = "sqlite:///_grading/gradebook.db"
c.ZipCollectApp.downloaded_directory = "_grading/downloaded"
c.ExportPlugin.to = "_grading/grades.csv"
Path("_grading").mkdir(exist_ok=True)

# copied and deleted cells: nbgrader's own DeduplicateIds gives up on such a submission
_root = str(Path(__file__).resolve().parent)
if _root not in sys.path:
    sys.path.insert(0, _root)  # for grading.mend and grading.feedback
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "grading.mend.mend_cells",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# and a warning on stderr costs a right answer nothing
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute",
    "grading.mend.forgive_stderr",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# pages in which nothing of a student's acts or loads: feedback, and formgrader's, where a script
# could give points in the name of who looks at it
c.HTMLExporter.preprocessors = ["grading.feedback.clean_feedback"]
c.HTMLExporter.filters = {"markdown2html": "grading.feedback.safe_markdown"}

# seconds for one cell; the slowest, which trains a model, needs a few
c.Execute.timeout = 120

# kernels talk in secret where they can; without this each of them warns that it does not
if zmq.has("curve"):
    c.KernelManager.transport_encryption = "auto"
# about nbgrader's own use of its database; no reader of the log can do anything about it
warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.api")

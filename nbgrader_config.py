"""Where nbgrader finds things, so that its own commands work from this folder."""

from pathlib import Path

c = get_config()  # noqa: F821 - traitlets defines it

c.CourseDirectory.course_id = "word2vec"
# made from solutions/*.md by `make exercises`
c.CourseDirectory.source_directory = "_build/source"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = "_grading/submitted"
c.CourseDirectory.autograded_directory = "_grading/autograded"
c.CourseDirectory.feedback_directory = "_grading/feedback"
c.CourseDirectory.solution_directory = "_grading/solution"
c.CourseDirectory.db_url = "sqlite:///_grading/gradebook.db"
Path("_grading").mkdir(exist_ok=True)

# students may have deleted a check cell: put it back
c.OverwriteCells.add_missing_cells = True
# the longest exercise trains a model
c.Execute.timeout = 300

"""Write a page for each autograded submission, to give back.

They are nbgrader's own feedback pages, with the tables, hints and links of the checks and what
you wrote in the formgrader. Nothing that a student wrote acts or loads in them. All are written
anew, unless you say --new.

    python -m grading feedback 04_embedding
"""

from grading.commands import DONE, NEEDS_A_PERSON, CannotError
from grading.commands.asked import (
    add_course,
    add_database,
    add_dry_run,
    add_exercises,
    add_students,
    counted,
    course_of,
    exercises_of,
    existing_database_of,
    plain,
    told_database_faults,
)
from grading.commands.running import positive


def add_arguments(parser):
    """Say what the command can be asked for."""
    add_exercises(parser)
    add_students(parser)
    parser.add_argument(
        "--new",
        action="store_true",
        help="only what was graded since its page was written; what you changed by hand in the "
        "formgrader is not seen",
    )
    parser.add_argument(
        "--workers", type=positive, metavar="N", help="processes side by side (one for each core)"
    )
    add_database(parser)
    add_dry_run(parser)
    add_course(parser)


def run(args):
    """Write them, and say which could not be written."""
    root, names, url = course_of(args), exercises_of(args), existing_database_of(args)
    from grading.course import grading_folder
    from grading.feedback_pages import autograded_submissions, is_fresh, write_feedback
    from w2vlib.progress import progress_bar

    found = autograded_submissions(root, names, args.student)
    missing = set(args.student or ()) - {student for _, student in found}
    if missing or not found:
        whose = f" of {', '.join(map(plain, sorted(missing)))}" if missing else ""
        raise CannotError(f"No such submission{whose} was autograded yet: run autograde first.")
    folder = grading_folder(root, "feedback")
    wanted = [each for each in found if not (args.new and is_fresh(root, *each))]
    pages = counted(len(wanted), "page")
    if args.dry_run or not wanted:
        print(f"{pages} would be written to {folder}" if wanted else "All pages are as new.")
        return DONE
    faults = []
    with told_database_faults(url), progress_bar(len(wanted), "feedback", "page") as bar:
        for exercise, student, fault in write_feedback(root, wanted, url, args.workers):
            bar.update()
            if fault:
                faults.append(f"{exercise} of {plain(student)}: {plain(fault)}")
    print(f"{counted(len(wanted) - len(faults), 'page')} in {folder}")
    for fault in faults:
        print(f"Not written: {fault}")
    return NEEDS_A_PERSON if faults else DONE

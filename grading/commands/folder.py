"""``autograde --folder``: grade a folder of notebooks without any course set up."""

from pathlib import Path

from grading.commands import DONE, NEEDS_A_PERSON, CannotError
from grading.commands.asked import counted, course_of, exercise_named, plain, require_place
from grading.commands.running import graded, told_faults


def run_folder(args):
    """Grade it, and write the table, and the report if that is asked for."""
    if not args.exercise:
        raise CannotError("--folder needs --exercise: what the notebooks are answers to.")
    if args.exercises or args.student or args.db:
        raise CannotError("--folder has no gradebook: leave out EXERCISE, --student and --db.")
    if not args.folder.is_dir():
        raise CannotError(f"There is no folder {args.folder}.")
    root, name = course_of(args), exercise_named(args.exercise)
    table = args.to or Path("scores.csv")
    for path in filter(None, (table, args.report)):
        require_place(path)
    from grading.folder import row_of, submissions_in, task_of, write_table
    from grading.release import released_exercise
    from grading.sandbox.limits import Limits
    from grading.store import Store
    from grading.summary import Summary

    try:
        exercise = released_exercise(root, name)
    except LookupError as error:
        raise CannotError(str(error)) from error
    paths, others = submissions_in(args.folder)
    for other in others:
        print(f"Left alone: {plain(other)}")
    if not paths:
        raise CannotError(f"{args.folder} holds no notebook, archive or folder of a student.")
    if args.dry_run:
        print(f"{counted(len(paths), 'submission')} would be graded")
        return DONE
    from grading.results import result_of

    summary, rows, results = Summary(), [], []
    # kept, so that the same command goes on after Ctrl-C; no grading run of the course's is ended
    with told_faults(), Store(root / "_grading" / "folder_results.db") as store:
        tasks = (task_of(student, path, exercise) for student, path in paths.items())
        for _, entry in graded(args, tasks, store, Limits(), len(paths)):
            rows.append(row_of(entry))
            summary.add(entry)
            if args.report:
                results.append(result_of(entry))
    write_table(table, exercise, rows)
    print(f"{counted(len(rows), 'submission')} graded: {table}")
    for line in summary.lines(plain):
        print(line)
    if args.report:
        from grading.report import write_report

        write_report(args.report, results, {name: exercise})
        print(f"The report: {args.report}")
    return NEEDS_A_PERSON if summary.needs_a_person else DONE

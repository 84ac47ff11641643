"""Say in plain words what this computer lacks for grading, and how to get it.

It runs a notebook in the sandbox, asks the gradebook for its version, makes the exercises anew
and compares them, and looks at memory, disk and the workers of a cluster. Nothing is changed.

    python -m grading doctor
"""

from grading.commands import CANNOT, DONE
from grading.commands.asked import add_course, add_database, course_of, database_of, shown
from grading.commands.running import positive


def add_arguments(parser):
    """Say what the command can be asked for."""
    add_database(parser)
    parser.add_argument("--scheduler", metavar="tcp://…", help="look at this cluster as well")
    parser.add_argument("--workers", type=positive, metavar="N", help="as you mean to autograde")
    add_course(parser)


def run(args):
    """Look at everything, and print each thing as soon as it is known."""
    root, url = course_of(args), database_of(args)
    from grading import doctor
    from w2vlib.doctor import line

    looks = [
        doctor.look_at_sandbox(root),
        doctor.look_at_programs(),
        doctor.look_at_gradebook(url, shown(url)),
        doctor.look_at_exercises(root),
        doctor.look_at_room(root, _submissions(root)),
        doctor.look_at_memory(args.workers),
        doctor.look_at_links(),
    ]
    if args.scheduler:
        looks.append(doctor.look_at_cluster(args.scheduler))
    findings = []
    for look in looks:
        for finding in look:
            findings.append(finding)
            print(line(finding), flush=True)
    print(f"\n{_advice(findings)}")
    return CANNOT if any(finding.is_wrong for finding in findings) else DONE


def _submissions(root):
    from grading.course import grading_folder

    names = grading_folder(root, "submitted")
    return sum(1 for _ in names.glob("*/*/")) if names.is_dir() else 0


def _advice(findings):
    wrong = [finding for finding in findings if finding.is_wrong]
    poor = [finding for finding in findings if not finding.good and not finding.needed]
    parts = []
    if wrong:
        parts.append("Grading cannot work like this. What to do:\n" + _remedies(wrong))
    else:
        parts.append("Grading works here.")
    if poor:
        parts.append("It would be better to:\n" + _remedies(poor))
    return "\n\n".join(parts)


def _remedies(findings):
    return "\n".join(f"  {remedy}" for remedy in dict.fromkeys(each.remedy for each in findings))

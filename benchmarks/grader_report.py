"""How good is the grader? Measure it, and leave the table that the book shows.

``python -m benchmarks.grader_report`` grades every mutant of every model solution, every
known mistake alone and in pairs, every answer of the corpus, and many thousand right ones,
and writes ``benchmarks/results/grader_report.json``. It ends with 0 only if no wrong answer
got full marks, no right one lost a point and no student was told a wrong reason. With names of
targets (``… Embedding CBOW``), only these are graded anew, and the others stay as they are.
"""

import argparse
import ast
import json
import multiprocessing
import os
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import numpy as np

from tests.mutation.answers import TARGETS, answer_of
from tests.mutation.corpus import CORPUS, load, verdict_of
from tests.mutation.equivalent import reason_for
from tests.mutation.examine import KnownMistakes, examine, limit_this_process
from tests.mutation.pairs import pairs
from w2vlib.check.answers import reference
from w2vlib.check.catalogue import catalogue
from w2vlib.check.grade import grade
from w2vlib.check.registry import checks_of
from w2vlib.progress import progress_bar

RESULT = Path(__file__).parent / "results" / "grader_report.json"
# what chance has a say in, and a right answer of the corpus that is quick enough for 10,000 runs
RANDOM = {
    "draw_words": "plain_python",
    "UnigramSampler": "gumbel_top_k",
    "NegativeSamplingLoss": "own_sampling_small_epsilon",
    "CBOW": "no_layers_vectorised",
    "train_word_vectors": None,  # the reference itself
    "BatchSampler": "columns_and_einsum",
    "SparseCBOW": "columns_and_einsum",
}
FALSE_ALARM_RUNS = 10_000
FEWER_RUNS = {"SparseCBOW": 1_000}  # each one counts every step of Python: slow
CATALOGUE_SEEDS = range(10)
CORPUS_SEEDS = range(3)
PARTS = 8  # what takes long is done in so many parts


def main(argv=None):
    """Measure everything in parallel, print a table and write the summary."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grader_report")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}")
    chosen = parser.parse_args(argv).targets or list(TARGETS)
    if unknown := sorted(set(chosen) - set(TARGETS)):
        parser.error(f"targets are {', '.join(TARGETS)}, but {', '.join(unknown)} came")
    jobs = [(job, arguments) for job, arguments in _jobs() if arguments[0] in chosen]
    found = {}
    spawn = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(os.cpu_count(), spawn, initializer=limit_this_process) as pool,
        progress_bar(len(jobs), "grading the grader", "job") as bar,
    ):
        futures = {pool.submit(job, *arguments): (job, arguments) for job, arguments in jobs}
        for future in as_completed(futures):
            job, arguments = futures[future]
            found.setdefault(job.__name__, {}).setdefault(arguments[0], []).append(future.result())
            bar.update()

    targets = {} if len(chosen) == len(TARGETS) else _committed()
    targets |= {target: _summary(target, found) for target in TARGETS if target in chosen}
    summary = {
        "command": "python -m benchmarks.grader_report",
        "seeds": {"catalogue": len(CATALOGUE_SEEDS), "corpus": len(CORPUS_SEEDS)},
        "targets": targets,
    }
    summary["problems"] = list(_problems(targets))
    RESULT.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    print(table(targets))
    print(*summary["problems"], sep="\n")
    return 1 if summary["problems"] else 0


def _committed():
    return json.loads(RESULT.read_text(encoding="utf-8"))["targets"]


def _jobs():
    # the longest first, so that no core waits for them at the end
    for target in RANDOM:
        for part in range(PARTS):
            yield false_alarms, (target, part)
    for target in TARGETS:
        for part in range(PARTS):
            yield mutants, (target, part)
    for target in TARGETS:
        yield known_mistakes, (target,)
        yield mistakes_in_pairs, (target,)
        yield corpus, (target,)
        yield smallest_error, (target,)
    for target in TARGETS:
        yield seconds, (target,)


def mutants(target, part):
    """Grade a share of a target's mutants."""
    examined = examine(target, every=PARTS, start=part)
    survivors = [each for each in examined if each.survived]
    equivalent = [each for each in survivors if reason_for(target, each.id)]
    return {
        "made": len(examined),
        "killed": len(examined) - len(survivors),
        "equivalent": len(equivalent),
        "survived": [each.id for each in survivors if each not in equivalent],
        "named": sum(1 for each in examined if each.told),
        "misnamed": [[each.id, each.misnamed] for each in examined if each.misnamed],
    }


def known_mistakes(target):
    """Grade each misconception with several seeds."""
    entries = catalogue().get(target, [])
    known, wrong = KnownMistakes(), []
    for entry in entries:
        for seed in CATALOGUE_SEEDS:
            results, _ = grade(target, entry.wrong, seed, known.with_seed(seed))
            failed = [result for result in results if not result.passed]
            told = {result.misconception and result.misconception.id for result in failed}
            if told != {entry.id}:
                wrong.append([entry.id, seed, sorted(map(str, told))])
    return {"entries": len(entries), "wrong": wrong}


def mistakes_in_pairs(target):
    """Grade every two misconceptions that can be put together."""
    found = pairs(target)
    passed = [[a, b] for a, b, both in found if passes(target, both, seed=1)]
    return {"made": len(found), "passed": passed}


def corpus(target):
    """Grade the corpus's answers for a target with several seeds."""
    exercise, _ = checks_of(target)
    accepted, rejected, wrong = 0, 0, []
    for path in sorted((CORPUS / exercise).glob("*.py")):
        answer = load(path, target)
        if answer is None:
            continue
        full, _ = verdict_of(path)
        passes = [
            all(result.passed for result in grade(target, answer, seed)[0]) for seed in CORPUS_SEEDS
        ]
        accepted += all(passes)
        rejected += not any(passes)
        if len(set(passes)) > 1 or (full and not all(passes)):
            wrong.append(path.name)
    return {"accepted": accepted, "rejected": rejected, "wrong": wrong}


def passes(target, student, seed):
    """Tell whether an answer gets full marks, without asking why not."""
    return next(failures(target, student, seed), None) is None


def failures(target, student, seed, only_chance=False):
    """Yield the checks that an answer fails, and what is wrong."""
    for number, check in enumerate(checks_of(target)[1]):
        if check.chance or not only_chance:
            cases = check.cases(np.random.default_rng([seed, number]))
            wrong = check.verdict(cases, check.run(student, cases))
            if wrong is not None:
                yield check.name, str(wrong)


def false_alarms(target, part):
    """Give a right answer many times to the checks in which chance has a say."""
    exercise, _ = checks_of(target)
    name = RANDOM[target]
    student = load(CORPUS / exercise / f"{name}.py", target) if name else reference(target)
    seeds = range(part, FEWER_RUNS.get(target, FALSE_ALARM_RUNS), PARTS)
    alarms = [
        [seed, *failure]
        for seed in seeds
        for failure in failures(target, student, seed, only_chance=True)
    ]
    return {"runs": len(seeds), "alarms": alarms}


def smallest_error(target):
    """Find the smallest factor 1 + δ on what the answer returns that costs points.

    Each `return` of the model solution is tried; the largest of their smallest errors counts.
    """
    answer = answer_of(target)
    worst = None
    for number in range(_returns(ast.parse(answer.source))):
        for exponent in range(-12, 0):
            source = _with_error(answer.source, number, 10.0**exponent)
            try:
                student = answer.define(source)
                passed = passes(target, student, seed=1)
            except Exception:
                passed = False
            if not passed:
                worst = max(worst or -99, exponent)
                break
    return {"exponent": worst}


def seconds(target):
    """Measure the processor time of one grade of the reference, and of each of its checks."""
    student = reference(target)
    times = {check.name: [] for check in checks_of(target)[1]}
    for seed in range(5):
        for number, check in enumerate(checks_of(target)[1]):
            start = time.process_time()
            cases = check.cases(np.random.default_rng([seed, number]))
            check.verdict(cases, check.run(student, cases))
            times[check.name].append(time.process_time() - start)
    per_check = {name: round(statistics.median(each), 3) for name, each in times.items()}
    return {"seconds": round(sum(per_check.values()), 3), "per_check": per_check}


def _returns(tree):
    return sum(isinstance(node, ast.Return) and node.value is not None for node in ast.walk(tree))


def _with_error(source, number, delta):
    tree = ast.parse(source)
    found = [n for n in ast.walk(tree) if isinstance(n, ast.Return) and n.value is not None]
    node = found[number]
    node.value = ast.Call(ast.Name("off_by", ast.Load()), [node.value, ast.Constant(delta)], [])
    head = "from benchmarks.grader_report import off_by\n"
    return head + ast.unparse(ast.fix_missing_locations(tree))


def off_by(value, delta):
    """Multiply every float in a returned value by 1 + delta."""
    if isinstance(value, (list, tuple)):
        return type(value)(off_by(each, delta) for each in value)
    is_float = np.issubdtype(np.asarray(value).dtype, np.floating)
    return value * (1 + delta) if is_float else value


def _summary(target, found):
    parts = found["mutants"][target]
    alarms = found["false_alarms"].get(target, [])
    (known,), (paired,) = found["known_mistakes"][target], found["mistakes_in_pairs"][target]
    (answers,), (error,) = found["corpus"][target], found["smallest_error"][target]
    (cost,) = found["seconds"][target]
    return {
        "mutants": {
            "made": sum(part["made"] for part in parts),
            "killed": sum(part["killed"] for part in parts),
            "equivalent": sum(part["equivalent"] for part in parts),
            "survived": [each for part in parts for each in part["survived"]],
            "named": sum(part["named"] for part in parts),
            "misnamed": [each for part in parts for each in part["misnamed"]],
        },
        "catalogue": known,
        "pairs": paired,
        "corpus": answers,
        "false_alarms": {
            "runs": sum(part["runs"] for part in alarms),
            "alarms": [each for part in alarms for each in part["alarms"]],
        },
        "smallest_error_exponent": error["exponent"],
        "seconds": cost["seconds"],
        "seconds_per_check": cost["per_check"],
    }


def _problems(targets):
    for target, found in targets.items():
        for mutant in found["mutants"]["survived"]:
            yield f"{target}: a mutant passes: {mutant}"
        for mutant, names in found["mutants"]["misnamed"]:
            yield f"{target}: told {names} without reason: {mutant}"
        for entry in found["catalogue"]["wrong"]:
            yield f"{target}: a known mistake is not told its name alone: {entry}"
        for pair in found["pairs"]["passed"]:
            yield f"{target}: two known mistakes together pass: {pair}"
        for name in found["corpus"]["wrong"]:
            yield f"{target}: {name} does not get its verdict with every seed"
        for alarm in found["false_alarms"]["alarms"]:
            yield f"{target}: a right answer lost points: {alarm}"


def table(targets):
    """Return the figures as text, a line for each target."""
    head = ("", "mutants", "killed", "equiv.", "pairs", "right", "wrong", "runs", "alarms", "CPU s")
    rows = [head]
    for target, found in targets.items():
        rows.append(
            (
                target,
                found["mutants"]["made"],
                found["mutants"]["killed"],
                found["mutants"]["equivalent"],
                found["pairs"]["made"],
                found["corpus"]["accepted"],
                found["corpus"]["rejected"],
                found["false_alarms"]["runs"] or "",
                len(found["false_alarms"]["alarms"]) if found["false_alarms"]["runs"] else "",
                found["seconds"],
            )
        )
    return "\n".join(f"{row[0]:24}" + "".join(f"{value!s:>9}" for value in row[1:]) for row in rows)


if __name__ == "__main__":
    sys.exit(main())

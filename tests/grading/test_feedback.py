"""Feedback through nbgrader itself: our scores and messages are in it, and nothing acts."""

import base64
import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from nbgrader.apps import NbGraderAPI
from nbgrader.server_extensions.formgrader.handlers import template_path

from grading.autograded import write_autograded
from grading.course import ROOT, nbgrader_config, require_success
from grading.exercise import Exercise
from grading.feedback import clean_feedback, sanitise
from grading.gradebook import Entry, Writer
from grading.reading import read_submission
from tests.grading.stand_in import graded_as

NAME = "04_embedding"
EXERCISE = Exercise.read(ROOT / "exercises" / NAME / f"{NAME}.ipynb")
CHECK = "check_embedding"
MISTAKE = "embedding-overwrites-repeated-ids"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<IMG SRC='https://evil.example/a.png'>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<style>@import 'https://evil.example/a.css'; body {display: none}</style>",
    '<p style="background: url(https://evil.example/a)">x</p>',
    '<td style="text-align: left; background: url(https://evil.example/a)">x</td>',
    "<form action='https://evil.example'><input name=a><button>x</button></form>",
    "<meta http-equiv=refresh content='0; url=https://evil.example'>",
    "<base href='https://evil.example/'><link rel=stylesheet href=//evil.example/a.css>",
    "<video poster=//evil.example/a src=//evil.example/b autoplay></video>",
    "<object data=//evil.example/a></object><embed src=//evil.example/a>",
    "<div><!--<img src='--><img src=x onerror=alert(1)//'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "</pre></div></main><script>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/a.png)",
    "![x](attachment:none.png)",
    "[x]: javascript:alert(1)\n[x]",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "$\\href{javascript:alert(1)}{x}$ $<img src=x onerror=alert(1)>$",
)
ACTING = {"script", "iframe", "object", "embed", "form", "input", "button", "meta", "base", "link"}
ACTING |= {"style", "svg", "math", "video", "audio", "template", "noscript"}


def dangers(html):
    """Return what acts or loads in a piece of HTML, as a browser's parser would see it."""
    soup = BeautifulSoup(html, "html.parser")
    found = []
    for element in soup.find_all():
        if element.name in ACTING:
            found.append(str(element)[:80])
        for name, value in element.attrs.items():
            value = re.sub(r"\s", "", "".join(value)).lower()
            if name.startswith("on") or name in ("srcdoc", "action", "formaction", "poster"):
                found.append(f"{element.name} {name}")
            if name == "src" and not value.startswith("data:image/"):
                found.append(f"{element.name} {name}={value}")
            if name == "href" and value.startswith(("javascript", "data", "vbscript")):
                found.append(f"{element.name} {name}={value}")
            if name == "style" and "url" in value:
                found.append(f"{element.name} {name}={value}")
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_acts_after_sanitising(attack):
    assert not dangers(sanitise(attack))


def test_what_is_harmless_stays():
    for harmless in (
        '<table class="dataframe"><tbody><tr><td colspan="2">1 &lt; 2</td></tr></tbody></table>',
        '<a href="https://example.org/a#b">x</a>',
        '<a href="../../book/04_embedding.html#b">x</a>',
        '<table><thead><tr><th style="text-align: left;">x</th></tr></thead></table>',
        f'<img alt="a point" src="data:image/png;base64,{PNG}">',
        "<details><summary>Hint</summary>Think.</details>",
    ):
        assert sanitise(harmless) == harmless


def test_large_and_deep_html_is_left_out_and_said_so():
    assert "characters of HTML are left out" in sanitise("<p>" * 100_000)
    assert "nested too deep" in sanitise("<div>" * 9_000)


def test_of_much_html_in_a_notebook_the_rest_is_left_out():
    much = "<b>x</b>" * 6_000
    outputs = [new_output("display_data", {"text/html": much}) for _ in range(5)]
    check = new_code_cell(
        "check()", outputs=[new_output("display_data", {"text/html": "<b>1</b>"})]
    )
    check.metadata["nbgrader"] = {"grade": True, "solution": False}
    texts = [new_markdown_cell("a*" * 20_000) for _ in range(40)]
    notebook = new_notebook(cells=[new_code_cell("x", outputs=outputs), *texts, check])
    clean_feedback(notebook, {})
    assert "characters of HTML are left out" in notebook.cells[0].outputs[-1].data["text/html"]
    assert notebook.cells[-2].source.startswith("```")
    assert notebook.cells[-1].outputs[0].data["text/html"] == "<b>1</b>"


def test_outputs_keep_what_can_be_shown_harmlessly():
    data = {
        "text/plain": "x",
        "text/html": "<b>x</b><script>1</script>",
        "application/javascript": "alert(1)",
        "application/vnd.jupyter.widget-view+json": {"model_id": "a"},
        "text/markdown": "<script>",
        "image/png": '" onerror="alert(1)',
        "image/jpeg": PNG,
    }
    metadata = {"image/jpeg": {"width": "1 onload=alert(1)"}, "text/html": {"isolated": True}}
    cell = new_code_cell("x", outputs=[new_output("display_data", data, metadata=metadata)])
    only = new_output("display_data", {"application/javascript": "alert(1)"})
    cell.outputs.append(only)
    notebook = new_notebook(cells=[cell], metadata={"title": "<script>", "widgets": {}})
    clean_feedback(notebook, {})
    (output,) = notebook.cells[0].outputs
    assert output.data == {"text/plain": "x", "text/html": "<b>x</b>", "image/jpeg": PNG}
    assert output.metadata == {}
    assert notebook.metadata == {}


def test_hidden_tests_stay_hidden():
    source = "a = 1\n### BEGIN HIDDEN TESTS\nassert secret\n### END HIDDEN TESTS\nb = 2"
    about = {"grade": True, "solution": False, "grade_id": "a"}
    notebook = new_notebook(cells=[new_code_cell(source, metadata={"nbgrader": about})])
    clean_feedback(notebook, {})
    assert notebook.cells[0].source == "a = 1\nb = 2"


def test_raw_cells_are_shown_as_text():
    notebook = new_notebook(cells=[new_raw_cell("<script>\n````\n")])
    clean_feedback(notebook, {})
    assert notebook.cells[0].source == "`````\n<script>\n````\n\n`````"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Write the same wrong answer for an honest student and for one who attacks the page."""
    root = tmp_path_factory.mktemp("course")
    config = nbgrader_config(root)
    with Writer(config.CourseDirectory.db_url) as writer:
        writer.add_exercise(EXERCISE)
        for student in ("honest", "attacker"):
            notebook = EXERCISE.notebook
            (answer,) = (cell for cell in notebook.cells if cell.id == "embedding")
            answer.source = "class Embedding:\n    pass"
            if student == "attacker":
                notebook.cells += [new_markdown_cell(attack) for attack in ATTACKS]
                notebook.cells += [new_raw_cell(attack) for attack in ATTACKS]
                notebook.cells += [new_code_cell(f"'''{attack}'''") for attack in ATTACKS]
            submission = read_submission(nbformat.writes(notebook).encode(), EXERCISE)
            graded = graded_as(CHECK, "Embedding", MISTAKE)
            (report,) = graded.reports[CHECK]
            for number, cell in enumerate(submission.notebook.cells):
                if cell.id == CHECK:
                    data = {"text/html": report._repr_html_(), "text/plain": repr(report)}
                    graded.outputs[number] = [new_output("display_data", data)]
                elif cell.cell_type == "code" and number > 11:
                    attack = cell.source.strip("'")
                    graded.outputs[number] = [
                        new_output("display_data", {"text/html": attack, "text/plain": attack}),
                        new_output("stream", name="stderr", text=attack),
                        new_output("error", ename=attack, evalue=attack, traceback=[attack]),
                    ]
            entry = Entry(student, submission, graded, "2030-01-01 00:00:00 UTC")
            write_autograded(root / "_grading" / "autograded", entry)
            writer.write(entry)
    api = NbGraderAPI(config=config)
    for student in ("honest", "attacker"):
        require_success(api.generate_feedback(NAME, student), f"write feedback for {student}")
    return root


def page_of(course, student):
    path = course / "_grading" / "feedback" / student / NAME / f"{NAME}.html"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def formgrader_page(course, student):
    """Return the page on which a grader reads a submission, as the formgrader makes it."""
    config = nbgrader_config(course)
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [template_path]
    path = course / "_grading" / "autograded" / student / NAME / f"{NAME}.ipynb"
    names = ("assignment_id", "notebook_id", "submission_id", "base_url", "student")
    names += ("last_name", "first_name", "notebook_path")
    resources = {**dict.fromkeys(names, ""), "index": 0, "total": 1}
    return HTMLExporter(config=config).from_filename(str(path), resources)[0]


@pytest.mark.slow
@pytest.mark.xdist_group("nbgrader")
class TestThroughNbgrader:
    def test_score_table_and_comment_are_shown(self, course):
        text = " ".join(page_of(course, "honest").get_text().split())
        (report,) = graded_as(CHECK, "Embedding", MISTAKE).reports[CHECK]
        assert f"(Score: {report.score:.1f} / 10.0)" in text
        for result in report.results:
            assert result.name in text
        (entry,) = {each.misconception for each in report.explained}
        assert f"Hint: {entry.hint}" in text
        assert f"Comments: {report.headline}" in text

    def test_what_a_student_wrote_does_not_act(self, course):
        # nbgrader's own page brings a style and MathJax
        own = dangers(str(page_of(course, "honest")))
        assert dangers(str(page_of(course, "attacker"))) == own

    def test_nothing_acts_in_the_formgrader_either(self, course):
        own = dangers(formgrader_page(course, "honest"))
        shown = formgrader_page(course, "attacker")
        assert dangers(shown) == own
        assert BeautifulSoup(shown, "html.parser").get_text().count("<script>alert(1)") > 3

    def test_it_is_shown_all_the_same(self, course):
        text = page_of(course, "attacker").get_text()
        assert text.count("<script>alert(1)</script>") > 3

    def test_the_autograded_notebook_is_where_nbgrader_looks(self, course):
        folder = course / "_grading" / "autograded" / "honest" / NAME
        assert sorted(each.name for each in folder.iterdir()) == [f"{NAME}.ipynb", "timestamp.txt"]
        notebook = nbformat.read(folder / f"{NAME}.ipynb", as_version=4)
        nbformat.validate(notebook)
        (cell,) = (cell for cell in notebook.cells if cell.id == CHECK)
        (report,) = graded_as(CHECK, "Embedding", MISTAKE).reports[CHECK]
        assert cell.outputs[0].data["text/plain"] == repr(report)
        assert cell.execution_count == 1


def test_nothing_acts_in_formgrader(course):
    config = nbgrader_config(course)
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [template_path]
    exporter = HTMLExporter(config=config)
    pages = {}
    for student in ("honest", "attacker"):
        path = course / "_grading" / "autograded" / student / NAME / f"{NAME}.ipynb"
        names = "assignment_id notebook_id submission_id base_url student last_name first_name"
        resources = dict.fromkeys(names.split(), "x") | {"index": 0, "total": 1}
        resources["notebook_path"] = "x"
        pages[student], _ = exporter.from_filename(str(path), resources=resources)
    assert dangers(pages["attacker"]) == dangers(pages["honest"])
    assert "alert(1)" in pages["attacker"]

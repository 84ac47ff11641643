"""The one style sheet has the rules that some page can use, and looks as all of them would."""

import re
from urllib.parse import urlsplit

import pytest
import tinycss2
from one_stylesheet import PARTS, parts, used_rules, with_urls_from


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a { x: 1 }", ".a{ x: 1 }"),
        (".b { x: 1 }", ""),
        ("p { x: 1 }", "p{ x: 1 }"),
        ("p.a, p.b { x: 1 }", "p.a{ x: 1 }"),
        ("#a > .a:hover { x: 1 }", "#a > .a:hover{ x: 1 }"),
        ("#b .a { x: 1 }", ""),
        (".a:not(.b) { x: 1 }", ".a:not(.b){ x: 1 }"),
        (":is(.a, .b) p { x: 1 }", ":is(.a, .b) p{ x: 1 }"),
        (":is(.b, .c) p { x: 1 }", ""),
        ("@media print { .a { x: 1 } .b { x: 1 } }", "@media print {.a{ x: 1 }}"),
        ("@media print { .b { x: 1 } }", ""),
        ("@layer p { p { x: 1 } }", "@layer p {p{ x: 1 }}"),
        ('html[data-theme="dark"] { x: 1 }', 'html[data-theme="dark"]{ x: 1 }'),
        ("@keyframes turn { to { x: 1 } }", "@keyframes turn { to { x: 1 } }"),
        (
            "@font-face { font-family: Own; src: url(o.woff2) }",
            "@font-face { font-family: Own; src: url(o.woff2) }",
        ),
        ("@font-face { font-family: Font Awesome\\ 6; src: url(f.woff2) }", ""),
        ("/* a comment */ .a { content: '}' }", '.a{ content: "}" }'),
    ],
)
def test_rules_in_use(css, kept):
    assert used_rules(css, {"a"}) == kept


def test_addresses_hold_from_the_new_place(tmp_path):
    path = tmp_path / "styles" / "theme.css"
    path.parent.mkdir()
    path.write_text("p { a: url(../x.png); b: url('data:image/png;AA'); c: url(y.svg) }")
    assert with_urls_from(tmp_path, path) == (
        'p { a: url("styles/../x.png"); b: url(\'data:image/png;AA\'); c: url("styles/y.svg") }'
    )


@pytest.fixture(scope="module")
def sheet(book):
    return (book / "_static" / "book.css").read_text(encoding="utf-8")


def test_it_is_well_formed(sheet):
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    assert not [rule for rule in rules if rule.type == "error"]
    assert len(rules) > 500


def test_it_loads_nothing_that_is_not_there(sheet, book):
    for address in re.findall(r'url\("?(?!data:|#)([^")]+)"?\)', sheet):
        assert (book / "_static" / address).is_file(), address


def test_every_page_asks_for_it_and_for_no_other_of_the_theme(book):
    for page in book.rglob("*.html"):
        found = re.findall(r'<link rel="stylesheet"[^>]*href="([^"]+)"', page.read_text("utf-8"))
        names = [address.partition("?")[0].rpartition("_static/")[2] for address in found]
        assert names[0] == "book.css", page.name
        assert not [name for name in names[1:] if name.startswith(("styles/", "sphinx-"))], names


# what each kind of element looks like; the second time, what has changed since the first
LOOKS = """() => {
  const seen = new Set();
  const isNew = (element) => {
    let kind = element.matches(":first-child, :last-child") ? "edge" : "";
    for (let it = element; it !== document.body; it = it.parentElement)
      kind += ` ${it.localName}.${it.className.baseVal ?? it.className}`;
    return !seen.has(kind) && seen.add(kind);
  };
  const looks = [...document.querySelectorAll("body *")].filter(isNew).map((element) => {
    const style = getComputedStyle(element);
    return Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)]));
  });
  const before = window.looksBefore;
  window.looksBefore = looks;
  const different = (look, i) => Object.keys({...look, ...before[i]})
    .filter((name) => look[name] !== before[i][name])
    .map((name) => `element ${i}: ${name} is ${before[i][name]}, was ${look[name]}`);
  return before ? looks.flatMap(different) : looks.length;
}"""
DRAWN = """() => [...document.querySelectorAll(".explorer")].every((it) => it.dataset.ready)"""
# the sources, in the place of the one that is made of them
ALL_RULES = """async (names) => {
  const one = document.querySelector('link[href*="book.css"]');
  const folder = one.getAttribute("href").replace("book.css", "parts/");
  const links = await Promise.all(names.map((name) => new Promise((resolve, reject) => {
    const link = document.createElement("link");
    [link.rel, link.href, link.media] = ["stylesheet", folder + name, "not all"];
    [link.onload, link.onerror] = [() => resolve(link), reject];
    one.before(link);
  })));
  for (const link of links) link.media = "all";  // at once
  one.remove();
}"""


@pytest.mark.parametrize("name", ["index", "book/05_embedding_dot", "book/api", "search"])
def test_no_element_looks_otherwise_with_all_rules(page, book, name, mode):
    folder = book.parent / PARTS
    names = [path.relative_to(folder).as_posix() for path in parts(folder)]
    assert len(names) >= 10
    page.route(
        "**/_static/parts/**",
        lambda route: route.fulfill(
            path=folder / urlsplit(route.request.url).path.split("/parts/")[1]
        ),
    )
    page.goto(f"{name}.html", wait_until="networkidle")
    page.evaluate("() => window.MathJax?.startup.promise")
    page.wait_for_function(DRAWN)
    page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    assert page.evaluate(LOOKS) > 50
    page.evaluate(ALL_RULES, names)
    different = page.evaluate(LOOKS)
    assert not different, f"{len(different)} differences, such as:\n" + "\n".join(different[:20])

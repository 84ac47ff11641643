"""What axe-core, which knows the rules of accessibility, objects to on a page."""

from axe_playwright_python.base import AXE_SCRIPT

_RUN = """async (part) => {
  const results = await axe.run(part ?? document, {resultTypes: ["violations"], iframes: false});
  return results.violations.flatMap(({id, help, nodes}) => nodes.map(
    (node) => `${id} (${help}): ${node.target.join(" ")}\\n    ${node.html.slice(0, 200)}\\n    ` +
      node.failureSummary.replaceAll("\\n", "\\n    ")));
}"""


def violations(page, part=None):
    """Return a paragraph for each element of `page` that breaks a rule; no rule is left out.

    `part` is a selector, where only a part of the page is to be examined.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(_RUN, part)

"""What of a page is out of the reader's sight to the left or the right."""

# A box that scrolls by itself may hold what is wider than it; one that cuts off may not.
_FIND = """async () => {
  // pictures follow a change of the window's width in the frame after it
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  const width = document.documentElement.clientWidth;
  const found = [];
  const report = (element, what) => {
    const classes = [...element.classList].map((it) => "." + it).join("");
    const text = element.textContent.trim().replace(/\\s+/g, " ").slice(0, 50);
    found.push(`${element.localName}${classes} «${text}» ${what}`);
  };
  window.scrollTo(10000, 0);
  if (window.scrollX > 0) found.push(`the page scrolls sideways by ${window.scrollX} px`);
  window.scrollTo(0, 0);
  const walk = (element, left, right) => {
    const {clip, overflowX} = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const clips = /hidden|clip/.test(overflowX);
    const forEars = clip !== "auto" || (clips && box.width <= 1);
    if (forEars || !element.checkVisibility({visibilityProperty: true})) return;
    const seen = [Math.max(left, box.left), Math.min(right, box.right)];
    if (seen[0] > box.left + 1 || seen[1] < box.right - 1)
      report(element, `reaches from ${Math.round(box.left)} to ${Math.round(box.right)} px`);
    else if (!/auto|scroll/.test(overflowX))
      for (const child of element.children)
        walk(child, ...(clips ? seen : [left, right]));
  };
  walk(document.body, 0, width);
  return found;
}"""


def too_wide(page):
    """Return a line for each element that sticks out of the window of `page`, or is cut off."""
    return page.evaluate(_FIND)

/* The unigram distribution, to play with: a power that moves the bars, and draws that fall on
   a strip of all words and are counted beside the bars. */

(() => {
  "use strict";

  const { element, button, spoken, number, air } = pictures;

  const START = 0.75;
  const MOST = 1.25;
  const MARKS = { 0: "all alike", 0.75: "word2vec", 1: "the text" };
  const FALL = 600; // milliseconds
  const SHOWER = 1500; // how long it takes until the last of many draws begins to fall

  // Largest first, so that no power is too large; the caller's counts stay as they are.
  function distribution(counts, power) {
    const largest = Math.max(...counts);
    const powered = counts.map((count) => (count / largest) ** power);
    const sum = powered.reduce((a, b) => a + b);
    return powered.map((value) => value / sum);
  }

  // The first word whose piece of the strip ends beyond u.
  function pick(p, u) {
    let end = 0;
    return p.findIndex((share, id) => {
      end += share;
      return u < end || id === p.length - 1;
    });
  }

  const draws = (N) => (N === 1 ? "1 draw" : `${N.toLocaleString("en")} draws`);

  function draw(stage) {
    const { words, counts } = pictures.data("unigram");
    const inText = distribution(counts, 1);
    let power, p, drawn, last;
    const inAir = air();

    const value = element("output", { class: "unigram-power" });
    const slider = element("input", {
      type: "range", min: 0, max: MOST, step: 0.05, value: START,
      "aria-label": "power", oninput: () => begin(Number(slider.value)),
    });
    const marks = element("div", { class: "unigram-marks" },
      ...Object.entries(MARKS).sort().map(([mark, meaning]) => {
        const set = button(mark, () => {
          slider.value = mark;
          begin(Number(mark));
        }, { style: `--at: ${mark / MOST}` });
        set.append(" ", element("small", {}, meaning));
        return set;
      }));

    const pieces = words.map((word) => element("span", {}, word));
    const pointer = element("i", { class: "unigram-pointer", hidden: true });
    const strip = element("div", { class: "unigram-strip", "aria-hidden": "true" },
      ...pieces, pointer);

    const columns = words.map(() => {
      const bar = element("i", { class: "unigram-bar" });
      const before = element("i", { class: "unigram-before" });
      const share = element("i", { class: "unigram-share" });
      return { bar, before, share, whole: element("div", {}, bar, before, share) };
    });
    const chart = element("div", { class: "unigram-chart", "aria-hidden": "true" },
      ...columns.map(({ whole }) => whole));
    const board = element("div", { class: "unigram-board" }, strip, chart);

    const captions = {
      p: element("span"),
      before: element("span", {}, "probability in the text (power 1)"),
      share: element("span"),
    };
    const cells = {};
    const table = element("table", {},
      element("thead", {},
        element("tr", {}, ...words.map((word) => element("th", { scope: "col" }, word)))),
      ...Object.entries(captions).map(([kind, caption]) => {
        cells[kind] = words.map(() => element("td"));
        return element("tbody", { "data-kind": kind },
          element("tr", {}, element("th", { colspan: words.length, scope: "rowgroup" },
            element("i", { class: `unigram-key unigram-${kind}` }), caption)),
          element("tr", {}, ...cells[kind]));
      }));

    const note = spoken();
    stage.append(
      element("div", { class: "unigram-slider" },
        element("p", {}, "counts to the power ", value), slider, marks),
      board,
      table,
      element("div", { class: "picture-controls" },
        button("Draw 1", () => drawMany(1), { class: "picture-main" }),
        button("Draw 100", () => drawMany(100), { class: "picture-main" }),
        button("Begin again", () => begin(power))),
      note,
    );

    function begin(newPower) {
      inAir.settle();
      power = newPower;
      p = distribution(counts, power);
      drawn = words.map(() => 0);
      last = [];
      pointer.hidden = true;
      cutStrip();
      render();
      const times = (ratio) => (ratio < 10 ? number(ratio, 1) : number(ratio, 0));
      const [common, rare] = [words[0], words.at(-1)];
      note.textContent = power === 0
        ? "Power 0: all words are alike."
        : `Power ${power}: «${common}» is drawn ${times(p[0] / p.at(-1))} times as often as ` +
          `«${rare}». In the text it comes ${times(counts[0] / counts.at(-1))} times as often.`;
    }

    // A piece that is too short for its word has none.
    function cutStrip() {
      const { clientWidth } = strip;
      words.forEach((word, id) => {
        pieces[id].style.flexGrow = p[id];
        pieces[id].textContent = p[id] * clientWidth > 8 * word.length + 4 ? word : "";
      });
    }

    function drawMany(n) {
      inAir.settle();
      last = Array.from({ length: n }, () => {
        const u = Math.random();
        return { u, id: pick(p, u) };
      });
      const { u } = last.at(-1);
      pointer.hidden = n > 1;
      pointer.style.left = `${100 * u}%`;
      const fall = wayDown();
      last.forEach((one, i) => inAir.send(
        element("i", { class: "unigram-drop" }), board, fall(one),
        { duration: FALL, delay: n === 1 ? 0 : (i / n) * SHOWER, easing: "ease-in" },
        () => {
          drawn[one.id] += 1;
          if (i === n - 1) report(n);
          render();
        }));
    }

    // From a draw's place on the strip onto its word's bar.
    function wayDown() {
      const [origin, from, ...to] = [board, strip, ...columns.map(({ whole }) => whole)]
        .map((node) => node.getBoundingClientRect());
      const at = (x, y) => ({ transform: `translate(${x - origin.left}px, ${y - origin.top}px)` });
      return ({ u, id }) => [
        at(from.left + u * from.width, from.bottom),
        at(to[id].left + to[id].width / 2, to[id].bottom - p[id] * to[id].height),
      ];
    }

    function report(n) {
      const N = drawn.reduce((a, b) => a + b);
      const off = drawn.map((count, id) => Math.abs(count / N - p[id]));
      const furthest = off.indexOf(Math.max(...off));
      const fallen = n === 1
        ? `${number(last[0].u, 3)} falls on the piece of «${words[last[0].id]}». ` : "";
      note.textContent = `${fallen}${draws(N)}: furthest from its bar is «${words[furthest]}», ` +
        `off by ${number(off[furthest], 3)}.`;
    }

    function render() {
      const N = drawn.reduce((a, b) => a + b);
      stage.dataset.power = power;
      stage.dataset.p = JSON.stringify(p);
      stage.dataset.drawn = JSON.stringify(drawn);
      stage.dataset.last = JSON.stringify(last);
      value.textContent = number(power, 2);
      slider.setAttribute("aria-valuetext",
        MARKS[power] ? `${power}, ${MARKS[power]}` : number(power, 2));
      captions.p.textContent = `probability with the power ${number(power, 2)}`;
      captions.share.textContent = N ? `share of ${draws(N)}` : "share of the draws: none yet";
      words.forEach((_, id) => {
        const share = N ? drawn[id] / N : 0;
        columns[id].bar.style.height = `${100 * p[id]}%`;
        columns[id].before.style.height = `${100 * inText[id]}%`;
        columns[id].share.style.height = `${100 * share}%`;
        cells.p[id].textContent = number(p[id], 3);
        cells.before[id].textContent = number(inText[id], 3);
        cells.share[id].textContent = N ? number(share, 3) : "–";
      });
    }

    begin(START);
    new ResizeObserver(cutStrip).observe(board);
  }

  pictures.start("unigram", draw);
})();

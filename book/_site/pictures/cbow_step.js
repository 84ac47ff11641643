/* One step of CBOW, to play with: a window slides over a sentence, the context rows are averaged
   to h, the target and its negatives are scored, and arrows show where the step moves each row.
   The arithmetic is that of w2vlib's CBOW with H = 2, so that every vector can be drawn. */

(() => {
  "use strict";

  const { element, svg, button, spoken, tint, number } = pictures;

  const GLIDE = 450; // milliseconds
  const PAUSE = 600; // between two actions while playing
  const MANY = 100;
  const RECENT = 20; // steps that a mean loss is taken over: one step says little
  const WIDTH = 340; // of the plane, in its own units
  const HEIGHT = 300;

  const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const plus = (a, b, times = 1) => a.map((value, i) => value + times * b[i]);
  const zeros = (matrix) => matrix.map((row) => row.map(() => 0));
  const mean = (values) => values.reduce((a, b) => a + b) / values.length;
  const sigmoid = (s) => 1 / (1 + Math.exp(-s));
  // log(1 + exp(x)) without overflow: what a yes costs at the score −x, and a no at x
  const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

  // What the step sees: rows, mean, scores, costs. `ids` are the target and then the negatives.
  function forward({ W_in, W_out }, contexts, ids) {
    const sum = contexts.reduce((total, id) => plus(total, W_in[id]), [0, 0]);
    const h = sum.map((value) => value / contexts.length);
    const scores = ids.map((id) => dot(h, W_out[id]));
    const y = scores.map(sigmoid);
    const costs = scores.map((s, k) => softplus(k === 0 ? -s : s));
    return { h, scores, y, costs, loss: costs.reduce((a, b) => a + b) };
  }

  // The gradients of that loss. Repeated ids add up, in the window and among the questions.
  function backward({ W_in, W_out }, contexts, ids, { h, y }) {
    const dW_in = zeros(W_in);
    const dW_out = zeros(W_out);
    let dh = [0, 0];
    ids.forEach((id, k) => {
      const ds = y[k] - (k === 0 ? 1 : 0);
      dW_out[id] = plus(dW_out[id], h, ds);
      dh = plus(dh, W_out[id], ds);
    });
    for (const id of contexts) dW_in[id] = plus(dW_in[id], dh, 1 / contexts.length);
    return { dh, dW_in, dW_out };
  }

  const moved = (matrix, gradient, rate) => matrix.map((row, id) => plus(row, gradient[id], -rate));

  // K different words, never the target, one after another, by count to the power 0.75.
  function drawNegatives(corpus, vocabulary, target, K) {
    const weights = vocabulary.map((_, id) =>
      id === target ? 0 : corpus.filter((other) => other === id).length ** 0.75);
    return Array.from({ length: K }, () => {
      let left = Math.random() * weights.reduce((a, b) => a + b);
      const id = weights.findIndex((weight) => (left -= weight) < 0);
      weights[id] = 0;
      return id;
    });
  }

  function draw(stage) {
    const { words, corpus, window_size, learning_rate, W_in, W_out, negatives } =
      pictures.data("cbow_step");
    const first = window_size;
    const last = corpus.length - 1 - window_size;

    let model, at, asked, seen, gradients, losses, clock;
    let glide = 0; // the frame that is asked for

    // ---- what is on the stage ----
    const tokens = corpus.map((id) => element("span", {}, words[id]));
    const frame = element("i", { class: "cbow-frame" });
    const sentence = element("p", { class: "cbow-sentence" }, frame, ...tokens);
    const back = button("‹", () => { pause(); slide(-1); }, { "aria-label": "Window to the left" });
    const on = button("›", () => { pause(); slide(1); }, { "aria-label": "Window to the right" });
    const step = button("Step", () => { pause(); update(); }, { class: "picture-main" });
    const play = button("Play", () => (clock ? pause() : resume()));
    const many = button(`${MANY} steps`, () => { pause(); updateMany(); });
    const again = button("Begin again", () => { pause(); begin(); });
    const plane = svg("svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "cbow-plane", "aria-hidden": "true" });
    const table = element("table");
    const curve = svg("svg",
      { viewBox: `0 0 ${WIDTH} 94`, class: "cbow-curve", "aria-hidden": "true" });
    const note = spoken();
    const key = (shape, role) =>
      element("span", { class: `cbow-key cbow-${role}` }, `${shape} ${role} `);
    stage.append(
      sentence,
      element("div", { class: "cbow-board" },
        element("div", {},
          plane,
          element("p", {},
            key("●", "context"), key("◆", "h"), key("■", "target"), key("▲", "negative")),
          element("div", { class: "picture-controls" }, back, on, step, play, many, again),
          note),
        element("div", {}, table, curve)),
    );

    // ---- what the buttons do ----
    function begin() {
      model = { W_in, W_out };
      losses = [];
      at = first;
      look(negatives);
      note.textContent = question();
    }

    function look(drawn) {
      const contexts = [
        ...corpus.slice(at - window_size, at), ...corpus.slice(at + 1, at + window_size + 1),
      ];
      asked = { contexts, ids: [corpus[at], ...drawn] };
      evaluate();
      render();
    }

    function evaluate() {
      seen = forward(model, asked.contexts, asked.ids);
      gradients = backward(model, asked.contexts, asked.ids, seen);
    }

    function slide(by) {
      at = first + ((at - first + by + (last - first + 1)) % (last - first + 1));
      look(drawNegatives(corpus, words, corpus[at], negatives.length));
      note.textContent = question();
    }

    function take() {
      losses.push(seen.loss);
      model = {
        W_in: moved(model.W_in, gradients.dW_in, learning_rate),
        W_out: moved(model.W_out, gradients.dW_out, learning_rate),
      };
    }

    function update() {
      const before = { model, seen };
      take();
      evaluate();
      const change = asked.ids.map((id, k) =>
        `«${words[id]}» ${number(before.seen.scores[k])} → ${number(seen.scores[k])}`);
      note.textContent = `Step ${losses.length}. Scores: ${change.join(", ")}. ` +
        `Loss ${number(before.seen.loss)} → ${number(seen.loss)}.`;
      render(before.model);
    }

    // Without a look at each: step, slide, new negatives, and so on.
    function updateMany() {
      const begun = losses.length;
      for (let i = 0; i < MANY; i++) {
        take();
        at = at === last ? first : at + 1;
        look(drawNegatives(corpus, words, corpus[at], negatives.length));
      }
      note.textContent = `${losses.length} steps. Of the last ${MANY}, the first ${RECENT} had a ` +
        `mean loss of ${number(mean(losses.slice(begun, begun + RECENT)))}, the last ${RECENT} of ` +
        `${number(mean(losses.slice(-RECENT)))}.`;
    }

    function resume() {
      let stepNext = true;
      const act = () => {
        if (stepNext) update();
        else slide(1);
        stepNext = !stepNext;
      };
      clock = setInterval(act, PAUSE);
      play.textContent = "Pause";
      act();
    }

    function pause() {
      clearInterval(clock);
      clock = undefined;
      play.textContent = "Play";
    }

    const list = (ids) => ids.map((id) => `«${words[id]}»`).join(", ");

    function question() {
      return `«${words[asked.ids[0]]}» is hidden. h is the mean of the rows of ` +
        `${list(asked.contexts)}. The negatives are ${list(asked.ids.slice(1))}. ` +
        `Loss ${number(seen.loss)}.`;
    }

    // ---- how it is drawn ----
    function render(from) {
      stage.dataset.state = JSON.stringify({
        steps: losses.length, losses, at, ...asked, ...model, ...seen, ...gradients,
      });
      tokens.forEach((token, i) => {
        token.className = i === at ? "cbow-target"
          : Math.abs(i - at) <= window_size ? "cbow-context" : "";
      });
      placeFrame();
      renderTable();
      renderCurve();
      glideFrom(from);
    }

    function placeFrame() {
      const [left, right] = [tokens[at - window_size], tokens[at + window_size]];
      frame.style.left = `${left.offsetLeft}px`;
      frame.style.width = `${right.offsetLeft + right.offsetWidth - left.offsetLeft}px`;
    }

    const short = (value) => number(value, Math.abs(value) < 9.995 ? 2 : 1);

    function cells(vector) {
      return vector.map((value) => {
        const cell = element("td", { class: "picture-cell" }, short(value));
        tint(cell, value, 2);
        return cell;
      });
    }

    function renderTable() {
      const heading = (...texts) => element("tr", { class: "cbow-heading" },
        ...texts.map(([text, span = 1]) => element("th", { scope: "col", colspan: span }, text)));
      const { contexts, ids } = asked;
      table.replaceChildren(
        element("tbody", {},
          heading(["rows of W_in", 3]),
          ...contexts.map((id) => element("tr", {},
            element("th", { scope: "row", class: "cbow-context" }, words[id]),
            ...cells(model.W_in[id]))),
          element("tr", { class: "cbow-h" },
            element("th", { scope: "row" }, "h, the mean"), ...cells(seen.h))),
        element("tbody", {},
          heading(["rows of W_out", 3], ["s"], ["σ(s)"], ["costs"]),
          ...ids.map((id, k) => element("tr", {},
            element("th", { scope: "row", class: k ? "cbow-negative" : "cbow-target" },
              words[id], element("small", {}, k ? " no" : " yes")),
            ...cells(model.W_out[id]),
            ...[seen.scores[k], seen.y[k], seen.costs[k]].map((value) =>
              element("td", {}, short(value))))),
          element("tr", { class: "cbow-loss" },
            element("th", { scope: "row", colspan: 5 }, "loss, the sum"),
            element("td", {}, number(seen.loss)))),
      );
    }

    // Rows glide to their new places; who wants no motion sees them there at once.
    function glideFrom(from) {
      cancelAnimationFrame(glide);
      if (!from || pictures.calm) {
        renderPlane(model);
        return;
      }
      const begun = performance.now();
      const mix = (a, b, share) => a.map((row, id) =>
        row.map((value, i) => value + share * (b[id][i] - value)));
      const next = (now) => {
        const share = Math.min(1, Math.max(0, now - begun) / GLIDE);
        const eased = share * share * (3 - 2 * share);
        renderPlane({
          W_in: mix(from.W_in, model.W_in, eased), W_out: mix(from.W_out, model.W_out, eased),
        }, share === 1);
        if (share < 1) glide = requestAnimationFrame(next);
      };
      glide = requestAnimationFrame(next);
    }

    function renderPlane(shown, withArrows = true) {
      const { contexts, ids } = asked;
      const h = forward(shown, contexts, ids).h;
      const reach = Math.max(...[...contexts.map((id) => shown.W_in[id]),
        ...ids.map((id) => shown.W_out[id])].flat().map(Math.abs));
      const range = [1.5, 2, 3, 4, 6, 8, 12, 16].find((r) => r >= 1.1 * reach) ?? 1.1 * reach;
      const unit = HEIGHT / 2 / range;
      const place = ([x, y]) => [WIDTH / 2 + unit * x, HEIGHT / 2 - unit * y];
      const line = (a, b, name) => {
        const [[x1, y1], [x2, y2]] = [place(a), place(b)];
        return svg("line", { x1, y1, x2, y2, class: name });
      };

      const size = Math.hypot(...h) || 1;
      const along = h.map((value) => value / size); // where h points
      const [right, top] = [WIDTH / 2 / unit, HEIGHT / 2 / unit];
      const corners = [[right, top], [-right, top], [-right, -top], [right, -top]];
      // the part of the plane where s > 0: corners, and where its border meets an edge
      const yes = corners.flatMap((corner, i) => {
        const next = corners[(i + 1) % corners.length];
        const [s, after] = [dot(corner, along), dot(next, along)];
        const kept = s > 0 ? [corner] : [];
        if (s > 0 === after > 0) return kept;
        return [...kept, plus(corner, plus(next, corner, -1), s / (s - after))];
      });

      const points = [
        ...[...new Set(contexts)].map((id) =>
          ({ name: words[id], role: "context", at: shown.W_in[id], by: gradients.dW_in[id] })),
        ...ids.map((id, k) => ({
          name: words[id], role: k ? "negative" : "target",
          at: shown.W_out[id], by: gradients.dW_out[id],
        })),
        { name: "h", role: "h", at: h },
      ];
      // the words stand where h's line leaves the plane, upright and inside
      const edge = Math.min((WIDTH / 2 - 42) / Math.abs(along[0] || 1e-9),
        (HEIGHT / 2 - 14) / Math.abs(along[1] || 1e-9)) / unit;
      const sides = [["s > 0: yes", 1], ["s < 0: no", -1]].map(([text, sign]) =>
        ({ text, at: place(plus([0, 0], along, sign * edge)) }));
      const arrows = points.filter(({ by }) => by && withArrows).map(({ at: tail, by, role }) =>
        ({ role, from: place(tail), to: place(plus(tail, by, -learning_rate)) }));
      plane.replaceChildren(
        svg("polygon", { points: yes.map(place).join(" "), class: "cbow-yes" }),
        line([-right, 0], [right, 0], "cbow-axis"),
        line([0, -top], [0, top], "cbow-axis"),
        ...sides.map(({ text, at: [x, y] }) =>
          svg("text", { x, y: y + 4, "text-anchor": "middle", class: "cbow-side" }, text)),
        ...contexts.map((id) => line(shown.W_in[id], h, "cbow-mean")),
        line([0, 0], h, "cbow-hidden"),
        ...arrows.map(arrow),
        ...points.map(({ at: where, role }) => marker(place(where), role)),
        ...labels(points.map((point) => ({ ...point, at: place(point.at) })), arrows, sides),
      );
    }

    // ---- the loss: thin at each step, thick as a mean ----
    function renderCurve() {
      const base = 76;
      const guess = asked.ids.length * Math.log(2);
      const shown = [...losses, seen.loss];
      const means = shown.map((_, i) => mean(shown.slice(Math.max(0, i + 1 - RECENT), i + 1)));
      const top = 2 * guess; // beyond it the thin line is cut off
      const x = (i) => 8 + (WIDTH - 16) * (i / Math.max(20, shown.length - 1));
      const y = (loss) => base - (base - 6) * (Math.min(loss, top) / top);
      const line = (values, from, name) => svg("polyline", {
        points: values.map((loss, i) => `${x(i)},${y(loss)}`).slice(from).join(" "), class: name,
      });
      curve.replaceChildren(
        svg("line", { x1: 0, x2: WIDTH, y1: base, y2: base, class: "cbow-axis" }),
        svg("line", { x1: 0, x2: WIDTH, y1: y(guess), y2: y(guess), class: "cbow-guess" }),
        line(shown, 0, "cbow-each"),
        line(means, RECENT - 1, "cbow-means"),
        svg("circle", { cx: x(shown.length - 1), cy: y(seen.loss), r: 4 }),
        svg("text", { x: WIDTH, y: y(guess) - 4, "text-anchor": "end" },
          `${asked.ids.length} log 2: no idea`),
        svg("text", { x: 0, y: 88 }, `loss at each step; thick: mean of ${RECENT}`),
      );
    }

    new ResizeObserver(placeFrame).observe(stage);
    begin();
  }

  // ---- shapes of the plane ----
  function arrow({ from: [x1, y1], to: [x2, y2], role }) {
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
    const head = Math.min(7, length);
    const wing = (side) =>
      `${x2 - head * (dx - side * dy * 0.6)} ${y2 - head * (dy + side * dx * 0.6)}`;
    return svg("g", { class: `cbow-arrow cbow-${role}` }, svg("path",
      { d: `M ${x1} ${y1} L ${x2} ${y2} M ${wing(1)} L ${x2} ${y2} L ${wing(-1)}` }));
  }

  function marker([x, y], role) {
    const shape = {
      context: () => svg("circle", { cx: x, cy: y, r: 5 }),
      target: () => svg("rect", { x: x - 5, y: y - 5, width: 10, height: 10 }),
      negative: () => svg("path", { d: `M ${x} ${y - 6} l 6 11 h -12 z` }),
      h: () => svg("path", { d: `M ${x} ${y - 7} l 7 7 l -7 7 l -7 -7 z` }),
    }[role]();
    shape.setAttribute("class", `cbow-marker cbow-${role}`);
    return shape;
  }

  // Each name at the place around its point where it covers least of what is there already.
  function labels(points, arrows, sides) {
    const around = ([x, y], width) => [x - width, y - 6, x + width, y + 6];
    const taken = [
      ...points.map(({ at }) => around(at, 6)),
      ...arrows.flatMap(({ from, to }) =>
        [around(to, 6), around(plus(from, to).map((x) => x / 2), 6)]),
      ...sides.map(({ at }) => around(at, 32)),
    ];
    const shared = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) *
      Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
    return points.map(({ at: [x, y], name, role }) => {
      const width = 8.5 * name.length;
      const options = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]]
        .flatMap(([dx, dy]) => [10, 18].map((gap) => {
          const left = x + dx * gap + ((dx - 1) * width) / 2;
          const top = y + dy * (gap + 4) - 7;
          const box = [left, top, left + width, top + 14];
          const outside = 14 * width - shared(box, [4, 0, WIDTH - 4, HEIGHT]);
          const cost = taken.reduce((sum, other) => sum + shared(box, other), 8 * outside + gap);
          return { box, cost };
        }));
      const { box } = options.reduce((best, option) => (option.cost < best.cost ? option : best));
      taken.push(box);
      return svg("text", { x: box[0], y: box[1] + 11, class: `cbow-name cbow-${role}` }, name);
    });
  }

  pictures.start("cbow_step", draw);
})();

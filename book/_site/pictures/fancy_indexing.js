/* Fancy indexing, to play with: rows of W are gathered by id into a batch, and gradients are
   sent back to the rows they belong to, with =, with += and with np.add.at. */

(() => {
  "use strict";

  const { element, svg, button, spoken, tint, number, air } = pictures;

  const WORDS = ["you", "say", "goodbye", "and", "i", "hello", "."];
  const H = 3;
  const W = WORDS.map((_, id) => [0, 1, 2].map((column) => H * id + column));
  const MOST = 6;
  const TIMES = ["", "once", "twice", "three times", "four times", "five times", "six times"];
  // g[i], the gradient sent back to place i of the batch
  const G = [[1, -2, 3], [4, 1, -1], [-2, 5, 2], [3, -4, 1], [2, 2, -5], [-1, 3, 4]];

  const LINES = {
    assign: {
      label: "dW[idx] = g",
      code: ["dW = np.zeros((7, 3), dtype=int)", "dW[idx] = g"],
    },
    add: {
      label: "dW[idx] += g",
      code: [
        "dW = np.zeros((7, 3), dtype=int)",
        "dW[idx] += g         # three steps:",
        "    buffer = dW[idx] # 1. read",
        "    buffer += g      # 2. add",
        "    dW[idx] = buffer # 3. write",
      ],
    },
    at: {
      label: "np.add.at(dW, idx, g)",
      code: ["dW = np.zeros((7, 3), dtype=int)", "np.add.at(dW, idx, g)"],
    },
  };

  const FLIGHT = 450; // milliseconds
  const PAUSE = 1100; // between two steps while playing

  const sum = (a, b) => a.map((value, column) => value + b[column]);
  const row = (id) => `row ${id} («${WORDS[id]}»)`;
  const names = (places) => places.map((i) => `g[${i}]`);
  const list = (items) =>
    items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;

  // What NumPy does, step by step. Each step changes `run` and returns what to say of it.
  function stepsOf(line, idx) {
    const write = (rowsName, rows) => (i) => ({
      line: line === "add" ? 4 : 1,
      from: [["batch", i, "matrix", idx[i]]],
      change(run) {
        const place = run.dW[idx[i]];
        const gone = place.kept;
        place.lost.push(...gone);
        place.kept = [i];
        place.values = rows(run)[i];
        const loss = gone.length ? ` What ${list(names(gone))} had put there is gone.` : "";
        return `dW[${idx[i]}] = ${rowsName}[${i}].${loss}`;
      },
    });
    const places = idx.map((_, i) => i);
    if (line === "assign") return places.map(write("g", () => G));
    if (line === "at") {
      return places.map((i) => ({
        line: 1,
        from: [["batch", i, "matrix", idx[i]]],
        change(run) {
          const place = run.dW[idx[i]];
          const before = place.kept;
          place.kept = [...before, i];
          place.values = sum(place.values, G[i]);
          const more = before.length ? ` It is added to ${list(names(before))}.` : "";
          return `dW[${idx[i]}] += g[${i}].${more}`;
        },
      }));
    }
    return [
      {
        line: 2,
        from: places.map((i) => ["matrix", idx[i], "batch", i]),
        change(run) {
          run.buffer = idx.map((id) => run.dW[id].values);
          return "Read: all rows at once, before any is written. All are still zero.";
        },
      },
      {
        line: 3,
        from: [],
        change(run) {
          run.buffer = run.buffer.map((values, i) => sum(values, G[i]));
          run.added = true;
          return "Add: each row of the buffer gets its own gradient, and knows of no other.";
        },
      },
      ...places.map(write("buffer", (run) => run.buffer)),
    ];
  }

  function verdict(run, idx) {
    const lost = run.dW.flatMap((place) => place.lost).sort();
    const n = idx.length;
    if (lost.length) {
      const where = run.dW.flatMap(({ kept, lost: gone }, id) =>
        gone.length
          ? [`${list(names(gone))}, meant for ${row(id)}, which holds ${list(names(kept))} alone`]
          : []);
      return {
        short: `${lost.length} lost`,
        long: `${lost.length} of ${n} gradients lost: ${where.join("; ")}.`,
      };
    }
    const sums = run.dW.flatMap(({ kept }, id) =>
      kept.length > 1 ? [`${row(id)} holds ${names(kept).join(" + ")}`] : []);
    return {
      short: "none lost",
      long: sums.length
        ? `All ${n} gradients arrived: ${sums.join("; ")}.`
        : `All ${n} gradients arrived, for no id came twice. Choose one twice, and run this again.`,
    };
  }

  function draw(stage) {
    let phase = "take";
    let line = "assign";
    let idx = [1, 0, 3, 0]; // as in the chapter
    let run, steps, clock;
    const inAir = air();
    let verdicts = {};

    const phases = {
      take: button("Take rows", () => show("take")),
      send: button("Send gradients back", () => show("send")),
    };
    const lines = Object.fromEntries(Object.entries(LINES).map(([key, { label }]) => [
      key,
      button(label, () => { line = key; begin(); }, { class: "fancy-line" }),
    ]));
    const lineGroup = element("div",
      { class: "picture-controls", role: "group", "aria-label": "The line that is run" },
      ...Object.values(lines));
    const code = element("pre", { class: "fancy-code" });
    const step = button("Step", () => { pause(); advance(); }, { class: "picture-main" });
    const play = button("Play", () => (clock ? pause() : resume()));
    const again = button("Begin again", () => begin());
    const running = element("div", { class: "picture-controls" }, step, play, again);
    const note = spoken();

    const board = element("div", { class: "fancy-board" });
    const links = svg("svg", { class: "fancy-links", "aria-hidden": "true" });
    const titles = { matrix: element("p"), batch: element("p") };
    const panels = {
      matrix: element("div", { role: "list" }),
      batch: element("div", { role: "list" }),
    };
    board.append(
      element("div", { class: "fancy-panel" }, titles.matrix, panels.matrix),
      links,
      element("div", { class: "fancy-panel" }, titles.batch, panels.batch),
    );
    stage.append(
      element("div", { class: "picture-controls", role: "group", "aria-label": "What to do" },
        phases.take, phases.send),
      lineGroup, code, running, board, note,
    );

    // The rows stay the same elements, so that focus stays where it is.
    const rows = {
      matrix: WORDS.map((word, id) => {
        const label = button("", () => choose(id), { "aria-label": `${id} ${word}: take this row` });
        label.append(element("b", {}, String(id)), " ", element("span", {}, word));
        return rowOf(panels.matrix, label);
      }),
      batch: G.map((_, i) => rowOf(panels.batch, button("", () => remove(i)))),
    };

    function rowOf(panel, label) {
      const cells = [0, 1, 2].map(() => element("span", { class: "picture-cell" }));
      const below = element("span", { class: "fancy-below" });
      const whole = element("div", { class: "fancy-row", role: "listitem" }, label,
        element("span", { class: "fancy-cells" }, ...cells), below);
      panel.append(whole);
      return { whole, label, cells, below };
    }

    function choose(id) {
      inAir.settle();
      if (idx.length === MOST) {
        note.textContent = `${MOST} rows fit here. Press a row on the right to take it out.`;
        return;
      }
      idx = [...idx, id];
      verdicts = {};
      begin();
      if (phase === "take") {
        fly([["matrix", id, "batch", idx.length - 1]]);
        note.textContent = `Row ${id} went to place ${idx.length - 1} of the batch. ${taken()}`;
      }
    }

    function remove(i) {
      inAir.settle();
      if (idx.length === 1) {
        note.textContent = "One row must stay. Press rows on the left to add others.";
        return;
      }
      const hadFocus = document.activeElement === rows.batch[i].label;
      idx = idx.filter((_, place) => place !== i);
      verdicts = {};
      begin();
      if (hadFocus) rows.batch[Math.min(i, idx.length - 1)].label.focus();
    }

    function taken() {
      const times = (id) => idx.filter((other) => other === id).length;
      const again = [...new Set(idx.filter((id) => times(id) > 1))];
      return again.length
        ? `It holds ${list(again.map((id) => `${row(id)} ${TIMES[times(id)]}`))}.`
        : "It holds no row twice. Take one again.";
    }

    function show(name) {
      phase = name;
      begin();
    }

    function begin() {
      pause();
      inAir.settle();
      run = { dW: WORDS.map(() => ({ values: [0, 0, 0], kept: [], lost: [] })), done: 0 };
      steps = stepsOf(line, idx);
      note.textContent = phase === "take"
        ? "Press a row on the left to add it to the batch, one on the right to take it out. " +
          taken()
        : `dW is zero everywhere. ${idx.length} gradients wait on the right.`;
      render();
    }

    function advance() {
      inAir.settle();
      if (run.done === steps.length) return;
      const next = steps[run.done];
      const finish = () => {
        run.done += 1;
        const said = next.change(run);
        if (run.done === steps.length) {
          pause();
          const { short, long } = verdict(run, idx);
          verdicts[line] = short;
          note.textContent = `${said} ${long}`;
        } else {
          note.textContent = said;
        }
        render();
      };
      renderCode(next.line);
      fly(next.from, finish);
    }

    function resume() {
      if (run.done === steps.length) begin();
      clock = setInterval(advance, PAUSE);
      play.textContent = "Pause";
      advance();
    }

    function pause() {
      clearInterval(clock);
      clock = undefined;
      play.textContent = "Play";
    }

    // Rows in flight: copies that travel over the board. `arrived` is called when the last one is.
    function fly(routes, arrived = () => {}) {
      if (!routes.length) {
        arrived();
        return;
      }
      const origin = board.getBoundingClientRect();
      routes.forEach(([fromPanel, from, toPanel, to], i) => {
        const start = rows[fromPanel][from].cells[0].parentElement;
        const [a, b] = [start, rows[toPanel][to].cells[0].parentElement]
          .map((node) => node.getBoundingClientRect());
        const ghost = start.cloneNode(true);
        ghost.classList.add("fancy-ghost");
        ghost.style.left = `${a.left - origin.left}px`;
        ghost.style.top = `${a.top - origin.top}px`;
        const way = `translate(${b.left - a.left}px, ${b.top - a.top}px)`;
        inAir.send(ghost, board, [{ transform: "none" }, { transform: way }],
          { duration: FLIGHT, easing: "ease-in-out" },
          i === routes.length - 1 ? arrived : undefined);
      });
    }

    function render() {
      stage.dataset.phase = phase;
      stage.dataset.line = line;
      stage.dataset.idx = JSON.stringify(idx);
      stage.dataset.steps = `${run.done}/${steps.length}`;
      const sending = phase === "send";
      const ended = sending && run.done === steps.length;
      for (const [key, node] of Object.entries(phases)) {
        node.setAttribute("aria-pressed", key === phase);
      }
      for (const [key, node] of Object.entries(lines)) {
        node.setAttribute("aria-pressed", key === line);
        node.replaceChildren(element("code", {}, LINES[key].label));
        if (verdicts[key]) {
          node.append(element("small", { "data-verdict": verdicts[key] }, verdicts[key]));
        }
      }
      lineGroup.hidden = running.hidden = !sending;
      step.setAttribute("aria-disabled", ended);

      renderCode(!sending ? 1 : run.done ? steps[run.done - 1].line : 0);

      const mono = (name, shape) => [element("code", {}, name), ` ${shape}`];
      titles.matrix.replaceChildren(...mono(sending ? "dW" : "W", `${WORDS.length} × ${H}`));
      titles.batch.replaceChildren(
        ...mono(!sending ? "W[idx]" : run.buffer ? "buffer" : "g", `${idx.length} × ${H}`));

      rows.matrix.forEach(({ whole, cells, below }, id) => {
        const { values, kept, lost } = run.dW[id];
        fillCells(cells, sending ? values : W[id], sending ? 6 : 30);
        whole.dataset.used = idx.includes(id);
        whole.dataset.values = JSON.stringify(sending ? values : W[id]);
        below.replaceChildren();
        if (!sending) return;
        below.append(names(kept).join(" + "));
        for (const name of names(lost)) below.append(" ", element("s", {}, name));
      });
      const gone = run.dW.flatMap(({ lost }) => lost);
      const there = run.dW.flatMap(({ kept }) => kept);
      stage.dataset.lost = JSON.stringify([...gone].sort());
      rows.batch.forEach(({ whole, label, cells, below }, i) => {
        whole.hidden = i >= idx.length;
        if (whole.hidden) return;
        const values = !sending ? W[idx[i]] : run.buffer ? run.buffer[i] : G[i];
        fillCells(cells, values, sending ? 6 : 30);
        whole.dataset.values = JSON.stringify(values);
        label.replaceChildren(
          element("span", {}, sending && !run.buffer ? `g[${i}]` : `[${i}]`), " ",
          element("b", {}, String(idx[i])));
        label.setAttribute("aria-label",
          `${label.textContent}, «${WORDS[idx[i]]}»: take this row out of the batch`);
        whole.dataset.fate = gone.includes(i) ? "lost" : there.includes(i) ? "kept" : "";
        below.replaceChildren();
        if (whole.dataset.fate === "lost") below.append("lost");
        else if (run.buffer && !run.added) {
          // what the next step will add, each number under its own
          const more = G[i].map((x) => (x > 0 ? "+" : "") + number(x, 0));
          below.append(element("span", { class: "fancy-more" },
            ...more.map((text) => element("span", {}, text))));
        }
      });
      drawLinks();
    }

    // The code, with a mark on the line that runs.
    function renderCode(now) {
      const text = phase === "send"
        ? LINES[line].code : [`idx = np.array([${idx.join(", ")}])`, "W[idx]"];
      code.replaceChildren(...text.map((source, i) =>
        element("code", { "aria-current": i === now && "step" }, source)));
    }

    function fillCells(cells, values, scale) {
      cells.forEach((cell, column) => {
        cell.textContent = number(values[column], 0);
        tint(cell, values[column], scale);
      });
    }

    function drawLinks() {
      const box = links.getBoundingClientRect();
      const middle = ({ cells }) => {
        const cell = cells[0].getBoundingClientRect();
        return cell.top + cell.height / 2 - box.top;
      };
      links.replaceChildren(...idx.map((id, i) => {
        const [left, right] = [middle(rows.matrix[id]), middle(rows.batch[i])];
        const fate = phase === "take" ? "kept" : rows.batch[i].whole.dataset.fate;
        const bend = box.width / 2;
        const curve = `M 3 ${left} C ${bend} ${left} ${bend} ${right} ${box.width - 3} ${right}`;
        // the head: where the row arrives
        const head = phase === "take"
          ? `M ${box.width - 9} ${right - 4} l 6 4 l -6 4` : `M 9 ${left - 4} l -6 4 l 6 4`;
        const cross = `M ${bend - 5} ${(left + right) / 2 - 5} l 10 10 m 0 -10 l -10 10`;
        return svg("g", { "data-fate": fate },
          svg("path", { d: curve }),
          svg("path", { d: fate === "lost" ? cross : head, class: "fancy-head" }));
      }));
    }

    begin();
    new ResizeObserver(drawLinks).observe(board);
  }

  pictures.start("fancy_indexing", draw);
})();

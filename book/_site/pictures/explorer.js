/* The embedding explorer: word vectors on a map, the nearest neighbours of a word, and analogies.

   Cosines are computed here, from rows of whole numbers -127 to 127 that point nearly where the
   vectors do; w2vlib/vector_formats/explorer.py has the format. The data come last, when the
   explorer is about to be seen: the page can be read without them. word_map.js draws the map. */

(() => {
  "use strict";

  const { element, button, spoken } = pictures;
  const NEIGHBOURS = 10;
  const ANSWERS = 5;
  const SUGGESTIONS = 12;
  const NEARLY_SEEN = "300px"; // as far below the window
  const ALL = { x: 0.5, y: 0.5, zoom: 1 };
  // a page that holds its data itself has its scripts in it, too: they have no address
  const HERE = document.currentScript.src;

  // Vectors ------------------------------------------------------------------------------------

  function decode(data) {
    const numbers = new Int8Array(bytes(data.vectors).buffer);
    const places = new DataView(bytes(data.places).buffer);
    return {
      ...data,
      ids: new Map(data.words.map((word, id) => [word, id])),
      rows: data.words.map((_, id) =>
        scaled(Float32Array.from(numbers.subarray(id * data.size, (id + 1) * data.size)))),
      places: data.words.flatMap((_, id) =>
        [4 * id, 4 * id + 2].map((at) => places.getUint16(at, true) / 65535)),
    };
  }

  function bytes(base64) {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  }

  function dot(a, b) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  function scaled(row) {
    const length = Math.sqrt(dot(row, row)) || 1;
    return row.map((value) => value / length);
  }

  // The ids of the rows nearest to a vector of length 1, with their cosines, best first.
  function nearest(rows, vector, without, many) {
    return rows
      .map((row, id) => ({ id, cosine: dot(row, vector) }))
      .filter(({ id }) => !without.includes(id))
      .sort((one, other) => other.cosine - one.cosine)
      .slice(0, many);
  }

  // What is to c as b is to a?
  function analogy(rows, [a, b, c]) {
    const sum = rows[a].map((value, i) => rows[b][i] - value + rows[c][i]);
    return nearest(rows, scaled(sum), [a, b, c], ANSWERS);
  }

  // Of the five nearest of each word of a group, how many are of the group?
  function shareInGroup(rows, ids) {
    const found = ids.flatMap((id) => nearest(rows, rows[id], [id], 5));
    return found.filter(({ id }) => ids.includes(id)).length / found.length;
  }

  // Parts of the page --------------------------------------------------------------------------

  function field(label) {
    return element("input", {
      type: "text", list: "explorer-suggestions", "aria-label": label, disabled: true,
      autocomplete: "off", autocapitalize: "none", spellcheck: "false",
    });
  }

  // Buttons that stay while their words change: the one that was pressed keeps the focus.
  function ranking(label, many, choose) {
    const list = element("ol", { class: "explorer-ranking", "aria-label": label });
    const rows = Array.from({ length: many }, () => {
      const row = { id: null };
      row.button = button("…", () => choose(row.id), { disabled: true });
      row.item = element("li", {}, row.button);
      list.append(row.item);
      return row;
    });
    function show(found, words) {
      rows.forEach((row, rank) => {
        row.item.hidden = rank >= found.length;
        if (row.item.hidden) return;
        const { id, cosine } = found[rank];
        row.id = id;
        row.button.disabled = false;
        row.button.dataset.word = words[id];
        row.button.style.setProperty("--part", `${Math.round(100 * Math.max(0, cosine))}%`);
        row.button.replaceChildren(
          element("span", { class: "explorer-word" }, words[id]), " ",
          element("span", {}, pictures.number(cosine)),
        );
      });
    }
    return { list, show };
  }

  function wordsOf(found, words) {
    return found.slice(0, 3).map(({ id }) => words[id]).join(", ");
  }

  // The explorer -------------------------------------------------------------------------------

  function explore(stage, figure) {
    let model = null; // until the data are here
    const state = { chosen: null, asked: null, group: null };

    const suggestions = element("datalist", { id: "explorer-suggestions" });
    const wanted = field("Word");
    const finder = form(
      element("span", { "aria-hidden": "true" }, "Word"), wanted, submit("Find"),
    );
    const trouble = spoken();
    const said = spoken({ class: "picture-note explorer-said" });
    said.textContent = "Loading the vectors …";

    const map = wordMap.make((id) => byReader(() => choose(id)), remember);
    const neighbours = ranking("Nearest words", NEIGHBOURS, (id) => byReader(() => choose(id)));

    const about = element("p", { class: "explorer-lists picture-quiet" }, "…");
    const groups = element("div", { class: "picture-controls explorer-groups" });
    const saidOfGroup = spoken();

    const [a, b, c] = ["a", "b", "c"].map((name) => field(`${name}, in a : b = c : ?`));
    const asker = form(
      element("span", { class: "explorer-pair" }, a, ":", b),
      element("span", { class: "explorer-pair" }, "=", c, ": ?"),
      submit("Solve"),
    );
    const saidOfAnalogy = spoken({ class: "picture-note explorer-solved" });
    const answers = ranking("Answers", ANSWERS, (id) => byReader(() => choose(id)));
    const examples = element("div", { class: "picture-controls explorer-examples" });
    const link = element("a", { class: "explorer-link" }, "Link to what you see");

    stage.classList.add("explorer");
    stage.append(
      suggestions,
      element(
        "div", { class: "explorer-main" },
        element(
          "div", {}, finder, trouble, map.root, about, groups, saidOfGroup,
        ),
        element("div", {}, said, neighbours.list),
      ),
      element("p", { class: "explorer-head" }, "Analogies: a is to b as c is to …"),
      asker, saidOfAnalogy, answers.list, examples, link,
    );

    function submit(label) {
      return element("button", { type: "submit", class: "picture-main", disabled: true }, label);
    }

    function form(...children) {
      return element("form", { class: "picture-controls" }, ...children);
    }

    // What readers do is kept in the address; what a page shows of itself is not.
    function byReader(change) {
      change();
      remember();
    }

    function choose(id) {
      const { rows, words } = model;
      const found = nearest(rows, rows[id], [id], NEIGHBOURS);
      state.chosen = id;
      stage.dataset.chosen = words[id];
      wanted.value = words[id];
      if (document.activeElement === wanted) wanted.select(); // to type over
      wanted.removeAttribute("aria-invalid");
      trouble.textContent = "";
      neighbours.show(found, words);
      said.replaceChildren(
        "Most like ", element("strong", {}, words[id]),
        element("span", { class: "picture-heard" }, `: ${wordsOf(found, words)}`),
      );
      map.mark({ chosen: id, near: found.map((hit) => hit.id) });
      map.reveal(id);
    }

    function solve(ids) {
      const found = analogy(model.rows, ids);
      [a, b, c].forEach((input, i) => {
        input.value = model.words[ids[i]];
        input.removeAttribute("aria-invalid");
      });
      state.asked = ids;
      answers.list.hidden = false;
      answers.show(found, model.words);
      const [one, two, three] = ids.map((id) => model.words[id]);
      const next = wordsOf(found.slice(1), model.words);
      saidOfAnalogy.replaceChildren(
        `${one} is to ${two} as ${three} is to `,
        element("strong", {}, model.words[found[0].id]),
        element("span", { class: "picture-heard" }, `; then ${next}`),
      );
    }

    function showGroup(group) {
      state.group = group;
      for (const [index, chip] of [...groups.children].entries()) {
        chip.setAttribute("aria-pressed", String(index === group));
      }
      map.mark({ group });
      saidOfGroup.textContent = "";
      if (group === null) return;
      const [name, ids] = model.groups[group];
      const share = Math.round(100 * shareInGroup(model.rows, ids));
      const chance = (100 * (ids.length - 1)) / (model.words.length - 1);
      saidOfGroup.textContent = `${name}: of the five words nearest to each, ${share} % are in `
        + `this list of ${ids.length}. By chance it would be ${pictures.number(chance, 1)} %.`;
    }

    // The ids of what stands in the fields, or null after a word about what is missing.
    function read(inputs, note) {
      const ids = inputs.map((input) => {
        const text = input.value.trim();
        return model.ids.get(text) ?? model.ids.get(text.toLowerCase()) ?? null;
      });
      inputs.forEach((input, i) => input.setAttribute("aria-invalid", String(ids[i] === null)));
      const wrong = ids.indexOf(null);
      if (wrong < 0) return ids;
      const missing = inputs[wrong].value.trim();
      inputs[wrong].focus();
      note.textContent = missing
        ? `«${missing}» is not one of these ${model.words.length.toLocaleString("en")} words.`
        : "A word is missing.";
      return null;
    }

    finder.addEventListener("submit", (event) => {
      event.preventDefault();
      const ids = read([wanted], trouble);
      if (ids) byReader(() => choose(ids[0]));
    });

    asker.addEventListener("submit", (event) => {
      event.preventDefault();
      const ids = read([a, b, c], saidOfAnalogy);
      if (ids) byReader(() => solve(ids));
    });

    for (const input of [wanted, a, b, c]) {
      input.addEventListener("focus", () => input.select());
      input.addEventListener("input", (event) => {
        suggest(input.value.trim().toLowerCase());
        // one of the suggestions was taken
        const taken = !event.inputType || event.inputType === "insertReplacementText";
        if (taken && model.ids.has(input.value) && input === wanted) finder.requestSubmit();
      });
    }

    function suggest(start) {
      const fitting = model.words.filter((word) => word.toLowerCase().startsWith(start));
      suggestions.replaceChildren(
        ...fitting.slice(0, start ? SUGGESTIONS : 0).map((value) => element("option", { value })),
      );
    }

    // The address ------------------------------------------------------------------------------

    function address() {
      const { words, groups: listed } = model;
      const kept = new URLSearchParams({ explore: words[state.chosen] });
      if (state.asked) ["a", "b", "c"].forEach((key, i) => kept.set(key, words[state.asked[i]]));
      if (state.group !== null) kept.set("group", listed[state.group][0]);
      const { x, y, zoom } = map.view;
      if (zoom > 1) kept.set("view", [x, y, zoom].map((value) => value.toFixed(3)).join(" "));
      return `#${kept}`;
    }

    function remember() {
      if (!model) return; // an empty map has been moved
      link.href = address();
      history.replaceState(history.state, "", address());
    }

    // Take what an address has kept, as far as these data know it.
    function recall() {
      const kept = new URLSearchParams(location.hash.slice(1));
      if (!kept.has("explore")) return;
      const asked = ["a", "b", "c"].map((key) => model.ids.get(kept.get(key)) ?? null);
      const group = model.groups.findIndex(([name]) => name === kept.get("group"));
      const [x, y, zoom] = (kept.get("view") ?? "").split(" ").map(Number);
      choose(model.ids.get(kept.get("explore")) ?? model.first);
      if (!asked.includes(null)) solve(asked);
      showGroup(group < 0 ? null : group);
      map.view = zoom > 1 && x >= 0 && y >= 0 ? { x, y, zoom } : ALL;
      link.href = address();
      figure.scrollIntoView();
    }

    // The data ---------------------------------------------------------------------------------

    function arrive(data) {
      model = decode(data);
      map.fill(model);
      about.textContent = `Here are ${model.about}.`;
      if (model.groups.length) about.textContent += " Lists made by people, not by the model:";
      model.groups.forEach(([name, ids], group) => {
        const chip = button(name, () => byReader(() => {
          const next = state.group === group ? null : group;
          showGroup(next);
          if (next === null) map.glide(ALL);
          else map.frame(ids);
        }), { "aria-pressed": "false" });
        chip.prepend(wordMap.badge(group));
        groups.append(chip);
      });
      const { asked, right, examples: some } = model.analogies;
      if (some.length) {
        examples.append(
          element("p", {}, `Of ${asked} such questions, these vectors answer ${right} rightly. `
            + "Some of those:"),
          ...some.map((ids) => {
            const [one, two, three] = ids.map((id) => model.words[id]);
            return button(`${one} : ${two} = ${three} : ?`, () => byReader(() => solve(ids)));
          }),
        );
      }
      for (const control of stage.querySelectorAll("input, button[type=submit]")) {
        control.disabled = false;
      }
      choose(model.first);
      answers.list.hidden = !some.length;
      if (some.length) solve(some[0]);
      state.asked = null; // nobody has asked yet
      link.href = address();
      recall();
      window.addEventListener("hashchange", recall);
      stage.dataset.ready = "true";
    }

    function load() {
      if (window.explorerData) return arrive(window.explorerData);
      document.head.append(element("script", {
        src: new URL("../explorer/data.js", HERE),
        onload: () => arrive(window.explorerData),
        onerror: () => { said.textContent = "The vectors could not be loaded: explorer/data.js"; },
      }));
    }

    if (window.explorerData || location.hash.startsWith("#explore=")) load();
    else whenNearlySeen(stage, load);
  }

  // Not before the page itself is there.
  function whenNearlySeen(node, act) {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      const idle = () => (window.requestIdleCallback ?? setTimeout)(act);
      if (document.readyState === "complete") idle();
      else window.addEventListener("load", idle);
    }, { rootMargin: NEARLY_SEEN });
    observer.observe(node);
  }

  pictures.start("explorer", explore);
})();

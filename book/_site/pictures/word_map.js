/* A map of many words that can be moved and enlarged: points on a canvas, and above it labels
   which never cover one another. The explorer uses it; it knows nothing of vectors. */

const wordMap = (() => {
  "use strict";

  const { element, svg, button } = pictures;
  const LARGEST_ZOOM = 40;
  const MARGIN = 0.06; // of the map, around all words
  const AREA_PER_LABEL = 3600; // square pixels
  const LINE = 17; // height of a label
  const PADDING = 6; // of a label, left and right together
  const NEAR_ENOUGH = 22; // pixels from a point to a click that means it
  const MOVED = 5; // a finger that lies still trembles as far
  const COLOURS = ["blue", "orange", "green", "pink", "sky", "yellow"];

  // Paths around 0, for the groups in turn: a colour alone would not be enough.
  const SHAPES = [
    "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0Z",
    "M-.9-.9H.9V.9H-.9Z",
    "M0-1.2 1.1.8H-1.1Z",
    "M0-1.3 1.1 0 0 1.3-1.1 0Z",
    "M0 1.2 1.1-.8H-1.1Z",
    "M-1.2-.4H-.4V-1.2H.4V-.4H1.2V.4H.4V1.2H-.4V.4H-1.2Z",
  ];
  const PATHS = SHAPES.map((shape) => new Path2D(shape));

  // A group's point, for its button.
  function badge(group) {
    return svg(
      "svg", { class: "map-badge", viewBox: "-1.4 -1.4 2.8 2.8", "aria-hidden": "true" },
      svg("path", { d: SHAPES[group], fill: `var(--${COLOURS[group]})` }),
    );
  }

  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  // Make an empty map. `choose(id)` is called when the reader points at a word, `moved()` when
  // the reader has moved the map.
  function make(choose, moved) {
    const canvas = element("canvas");
    const labels = element("div", { class: "map-labels", "aria-hidden": "true" });
    const surface = element(
      "div",
      {
        class: "map-surface", tabindex: 0, role: "application",
        "aria-label": "Map of words. Plus and minus enlarge it, arrow keys move it, "
          + "0 shows all of it. To choose a word, use the search field.",
      },
      canvas, labels,
    );
    const zoomIn = button("+", () => step(2), { "aria-label": "Enlarge the map" });
    const zoomOut = button("−", () => step(0.5), { "aria-label": "Make the map smaller" });
    const whole = button("All", () => byReader(() => moveTo({ x: 0.5, y: 0.5, zoom: 1 })), {
      "aria-label": "All of the map",
    });
    const root = element(
      "div", { class: "map" }, surface,
      element("div", { class: "map-buttons" }, zoomIn, zoomOut, whole),
    );
    const context = canvas.getContext("2d");

    let words = [];
    let places = []; // x and y in turn, 0 to 1
    let groups = [];
    let groupOf = new Map();
    let marks = { chosen: null, near: [], group: null };
    let view = { x: 0.5, y: 0.5, zoom: 1 }; // what is in the middle, and how large all is
    let target = view;
    let hovered = null;
    let width = 0;
    let height = 0;
    let drawn = []; // boxes of labels with their words' ids
    let waiting = false;

    function redraw() {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        draw();
      });
    }

    const unit = () => view.zoom * Math.min(width, height) * (1 - 2 * MARGIN);
    const placeOf = (id) => [
      (places[2 * id] - view.x) * unit() + width / 2,
      (places[2 * id + 1] - view.y) * unit() + height / 2,
    ];

    function inside([x, y], margin = 0) {
      return x >= margin && y >= margin && x <= width - margin && y <= height - margin;
    }

    // What the reader has asked for; the view is told of when it has come to rest.
    function byReader(change) {
      change();
      moved();
    }

    function setView(next) {
      const zoom = clamp(next.zoom, 1, LARGEST_ZOOM);
      const free = 0.5 - 0.5 / zoom;
      const x = clamp(next.x, 0.5 - free, 0.5 + free);
      const y = clamp(next.y, 0.5 - free, 0.5 + free);
      if (x !== view.x || y !== view.y || zoom !== view.zoom) view = { x, y, zoom };
      root.dataset.zoom = zoom.toFixed(2);
      root.dataset.x = x.toFixed(4);
      root.dataset.y = y.toFixed(4);
      surface.classList.toggle("map-enlarged", zoom > 1);
      redraw();
    }

    function jump(next) {
      setView(next);
      target = view;
    }

    // Glide there, so that the eye can follow.
    function moveTo(next) {
      const from = view;
      jump(next);
      if (pictures.calm || !width) return;
      const to = target;
      const start = performance.now();
      setView(from);
      (function glide(now) {
        if (target !== to) return; // the reader has gone elsewhere
        const part = clamp((now - start) / 300, 0, 1);
        const eased = part * (2 - part);
        const between = (key) => from[key] + (to[key] - from[key]) * eased;
        setView(part === 1
          ? to
          : { x: between("x"), y: between("y"), zoom: from.zoom * (to.zoom / from.zoom) ** eased });
        if (part < 1) requestAnimationFrame(glide);
      })(start);
    }

    // Around the chosen word, if it is in sight.
    function step(factor) {
      const { chosen } = marks;
      const seen = chosen !== null && inside(placeOf(chosen));
      const [x, y] = seen ? places.slice(2 * chosen, 2 * chosen + 2) : [target.x, target.y];
      const zoom = clamp(target.zoom * factor, 1, LARGEST_ZOOM);
      const part = target.zoom / zoom;
      byReader(() => moveTo({
        zoom, x: x + (target.x - x) * part, y: y + (target.y - y) * part,
      }));
    }

    // Enlarge by a factor, and keep what is at this place of the screen there.
    function zoomAt([x, y], factor) {
      const zoom = clamp(view.zoom * factor, 1, LARGEST_ZOOM);
      const shift = (1 / unit()) * (1 - view.zoom / zoom);
      jump({
        zoom,
        x: view.x + (x - width / 2) * shift,
        y: view.y + (y - height / 2) * shift,
      });
    }

    function pan(dx, dy) {
      jump({ ...view, x: view.x - dx / unit(), y: view.y - dy / unit() });
    }

    // The closest view that has all of these words.
    function around(ids) {
      const low = [1, 1];
      const high = [0, 0];
      for (const id of ids) {
        for (const axis of [0, 1]) {
          low[axis] = Math.min(low[axis], places[2 * id + axis]);
          high[axis] = Math.max(high[axis], places[2 * id + axis]);
        }
      }
      const extent = Math.max(high[0] - low[0], high[1] - low[1], 0.02);
      return { x: (low[0] + high[0]) / 2, y: (low[1] + high[1]) / 2, zoom: 0.7 / extent };
    }

    function draw() {
      const ratio = window.devicePixelRatio || 1;
      const size = [Math.round(width * ratio), Math.round(height * ratio)];
      if (canvas.width !== size[0] || canvas.height !== size[1]) {
        [canvas.width, canvas.height] = size;
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      drawPoints();
      drawMarks();
      placeLabels();
    }

    function drawPoints() {
      const radius = 1.5 * Math.min(view.zoom, 4) ** 0.5;
      const dim = marks.group !== null;
      const style = getComputedStyle(root);
      const colour = (name) => style.getPropertyValue(`--${name}`);
      context.fillStyle = colour("quiet");
      context.globalAlpha = dim ? 0.25 : 0.5;
      for (let id = 0; id < words.length; id++) {
        if (groupOf.has(id)) continue;
        const [x, y] = placeOf(id);
        if (!inside([x, y], -radius)) continue;
        context.beginPath();
        context.arc(x, y, radius, 0, 7);
        context.fill();
      }
      groups.forEach(([, ids], group) => {
        context.fillStyle = colour(COLOURS[group]);
        context.globalAlpha = dim && marks.group !== group ? 0.25 : 1;
        const size = (marks.group === group ? 2.2 : 1.7) * radius + 0.8;
        for (const id of ids) {
          context.save();
          context.translate(...placeOf(id));
          context.scale(size, size);
          context.fill(PATHS[group]);
          context.restore();
        }
      });
      context.globalAlpha = 1;
    }

    // The chosen word has a ring, and lines to its neighbours.
    function drawMarks() {
      if (marks.chosen === null) return;
      const from = placeOf(marks.chosen);
      context.strokeStyle = getComputedStyle(root).getPropertyValue("--ink");
      for (const id of marks.near) {
        const to = placeOf(id);
        context.lineWidth = 1;
        context.globalAlpha = 0.55;
        context.beginPath();
        context.moveTo(...from);
        context.lineTo(...to);
        context.stroke();
        context.globalAlpha = 1;
        context.beginPath();
        context.arc(...to, 4, 0, 7);
        context.stroke();
      }
      context.lineWidth = 2.5;
      context.beginPath();
      context.arc(...from, 7, 0, 7);
      context.stroke();
    }

    // First come, first placed: what the reader looks at, then groups, then frequent words.
    function* byImportance() {
      const seen = new Set();
      const first = [marks.chosen, hovered, ...marks.near];
      if (marks.group !== null) first.push(...groups[marks.group][1]);
      const longest = Math.max(0, ...groups.map(([, ids]) => ids.length));
      for (let i = 0; i < longest; i++) first.push(...groups.map(([, ids]) => ids[i]));
      for (const id of [...first, ...words.keys()]) {
        if (id === null || id === undefined || seen.has(id)) continue;
        seen.add(id);
        yield id;
      }
    }

    function placeLabels() {
      context.font = getComputedStyle(labels).font;
      const most = Math.max(12, Math.round((width * height) / AREA_PER_LABEL));
      const pointed = [marks.chosen, hovered, ...marks.near].filter((id) => id !== null);
      const strong = new Set([...pointed, ...(groups[marks.group]?.[1] ?? [])]);
      const taken = pointed.map((id) => {
        const [x, y] = placeOf(id);
        return [x - 4, y - 4, x + 4, y + 4];
      });
      drawn = [];
      for (const id of byImportance()) {
        if (drawn.length >= most) break;
        const place = placeOf(id);
        if (!inside(place)) continue;
        const wide = context.measureText(words[id]).width + PADDING;
        // the chosen word is first, and may stand on points
        const box = freeBox(place, wide, id === marks.chosen ? [] : taken);
        if (box) {
          taken.push(box);
          drawn.push({ id, box });
        }
      }
      while (labels.childElementCount < drawn.length) labels.append(element("span"));
      [...labels.children].forEach((label, i) => {
        label.hidden = i >= drawn.length;
        if (label.hidden) return;
        const { id, box } = drawn[i];
        label.textContent = words[id];
        label.style.transform = `translate(${box[0]}px, ${box[1]}px)`;
        label.dataset.word = id === marks.chosen ? "chosen" : strong.has(id) ? "strong" : "weak";
      });
    }

    // Right of the point, left, above, below: the first that is free and on the map.
    function freeBox([x, y], wide, taken) {
      const corners = [
        [x + 8, y - LINE / 2],
        [x - 8 - wide, y - LINE / 2],
        [x - wide / 2, y - 8 - LINE],
        [x - wide / 2, y + 8],
      ];
      for (const [left, top] of corners) {
        const box = [left, top, left + wide, top + LINE];
        const onMap = left >= 0 && top >= 0 && box[2] <= width && box[3] <= height;
        if (onMap && !taken.some((other) => overlap(box, other))) return box;
      }
      return null;
    }

    function wordAt([x, y]) {
      const label = drawn.find(({ box }) => overlap([x, y, x + 1, y + 1], box));
      if (label) return label.id;
      let best = null;
      let least = NEAR_ENOUGH ** 2;
      for (let id = 0; id < words.length; id++) {
        const [px, py] = placeOf(id);
        const distance = (px - x) ** 2 + (py - y) ** 2;
        if (distance < least) [best, least] = [id, distance];
      }
      return best;
    }

    // Mouse, pen and fingers -----------------------------------------------------------------

    const pointers = new Map();
    let travelled = 0;
    let before = view;

    function at(event) {
      const box = surface.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    }

    function middleAndSpread() {
      const [a, b = a] = [...pointers.values()];
      return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, Math.hypot(a[0] - b[0], a[1] - b[1])];
    }

    surface.addEventListener("pointerdown", (event) => {
      if (event.button > 0) return;
      pointers.set(event.pointerId, at(event));
      travelled = pointers.size > 1 ? MOVED : 0; // two fingers never mean a word
      before = view;
      surface.setPointerCapture(event.pointerId);
    });
    surface.addEventListener("pointermove", (event) => {
      if (!pointers.has(event.pointerId)) return hover(event);
      const [x, y, spread] = middleAndSpread();
      pointers.set(event.pointerId, at(event));
      const [newX, newY, newSpread] = middleAndSpread();
      travelled += Math.hypot(newX - x, newY - y);
      if (travelled < MOVED) return;
      // one finger scrolls the page as long as there is nothing to move here
      if (spread > 0) zoomAt([newX, newY], newSpread / spread);
      pan(newX - x, newY - y);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      surface.addEventListener(end, (event) => {
        if (!pointers.delete(event.pointerId)) return;
        if (view !== before) moved();
        if (end === "pointercancel" || travelled >= MOVED) return;
        const id = wordAt(at(event));
        if (id !== null) choose(id);
      });
    }
    surface.addEventListener("pointerleave", () => setHovered(null));

    function hover(event) {
      if (event.pointerType === "mouse") setHovered(wordAt(at(event)));
    }

    function setHovered(id) {
      if (id === hovered) return;
      hovered = id;
      surface.style.cursor = id === null ? "" : "pointer";
      redraw();
    }

    surface.addEventListener("touchmove", (event) => {
      if (event.touches.length > 1 || view.zoom > 1) event.preventDefault();
    }, { passive: false });
    // a wheel alone scrolls the page; two fingers on a trackpad are a wheel with Ctrl
    surface.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      byReader(() => zoomAt(at(event), 2 ** (-clamp(event.deltaY, -100, 100) / 100)));
    }, { passive: false });
    surface.addEventListener("dblclick", (event) => byReader(() => zoomAt(at(event), 2)));

    // Keys -----------------------------------------------------------------------------------

    const KEYS = {
      "+": () => step(2),
      "=": () => step(2),
      "-": () => step(0.5),
      0: () => whole.click(),
      ArrowLeft: () => byReader(() => pan(width / 8, 0)),
      ArrowRight: () => byReader(() => pan(-width / 8, 0)),
      ArrowUp: () => byReader(() => pan(0, height / 8)),
      ArrowDown: () => byReader(() => pan(0, -height / 8)),
    };
    surface.addEventListener("keydown", (event) => {
      const action = KEYS[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
      // with all of the map in sight, arrows may scroll the page
      if (event.key.startsWith("Arrow") && view.zoom === 1) return;
      event.preventDefault();
      action();
    });

    // Sizes and colours of the page ----------------------------------------------------------

    new ResizeObserver(() => {
      [width, height] = [surface.clientWidth, surface.clientHeight];
      redraw();
    }).observe(surface);
    new MutationObserver(redraw)
      .observe(document.documentElement, { attributeFilter: ["data-theme"] });

    return {
      root,
      get view() { return target; },
      set view(next) { jump(next); },
      fill(content) {
        ({ words, places, groups } = content);
        groupOf = new Map(groups.flatMap(([, ids], group) => ids.map((id) => [id, group])));
        jump(view);
      },
      // Only what is given changes.
      mark(changed) {
        marks = { ...marks, ...changed };
        redraw();
      },
      glide: moveTo,
      // Go where all of these words are, and as near as they allow.
      frame(ids) {
        moveTo(around(ids));
      },
      // Go there only if the word is out of sight.
      reveal(id) {
        if (inside(placeOf(id), 20)) return;
        moveTo({ ...target, x: places[2 * id], y: places[2 * id + 1] });
      },
    };
  }

  return { make, badge };
})();

/* What the interactive pictures share: finding their stages, building elements, and motion
   that can be switched off. Loaded before the script of each picture, as `pictures`. */

const pictures = (() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  // Draw on each stage of that name; then, and only then, the words may be folded away.
  function start(name, draw) {
    for (const figure of document.querySelectorAll(`figure.picture[data-picture="${name}"]`)) {
      draw(figure.querySelector(".picture-stage"), figure);
      figure.querySelector(".picture-words").open = false;
    }
  }

  // The JSON that a code cell of the page has put there for a picture.
  function data(name) {
    return JSON.parse(document.getElementById(`picture-data-${name}`).textContent);
  }

  function fill(node, attributes, children) {
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (value === true) node.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) {
        node.setAttribute(key, value);
      }
    }
    node.append(...children);
    return node;
  }

  // element("p", { class: "picture-note" }, "text", otherElement)
  function element(tag, attributes = {}, ...children) {
    return fill(document.createElement(tag), attributes, children);
  }

  function svg(tag, attributes = {}, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
  }

  function button(label, onclick, attributes = {}) {
    return element("button", { type: "button", onclick, ...attributes }, label);
  }

  // A paragraph whose changes a screen reader speaks.
  function spoken(attributes = {}) {
    return element("p", { class: "picture-note", "aria-live": "polite", ...attributes });
  }

  // Colour a cell as the book's figures do: blue above zero, orange below, paper at zero.
  function tint(node, value, scale = 1) {
    const strength = Math.min(1, Math.abs(value) / scale);
    node.style.setProperty("--strength", `${Math.round(100 * strength)}%`);
    node.dataset.sign = value < 0 ? "minus" : "plus";
  }

  // A real minus sign, as wide as a plus.
  function number(value, digits = 2) {
    const text = value.toFixed(digits);
    return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
  }

  // Things that travel over a picture. Each arrives once: when its motion ends, or when `settle`
  // says that something else is about to happen. Who wants no motion sees only the arrival.
  function air() {
    const travelling = new Set();
    function land(traveller) {
      if (!travelling.delete(traveller)) return;
      traveller.node.remove();
      traveller.arrived();
    }
    return {
      send(node, board, keyframes, timing, arrived = () => {}) {
        const traveller = { node, arrived };
        travelling.add(traveller);
        if (calm.matches) {
          land(traveller);
          return;
        }
        node.setAttribute("aria-hidden", "true");
        board.append(node);
        node.animate(keyframes, { fill: "both", ...timing }).onfinish = () => land(traveller);
      },
      settle() {
        for (const traveller of [...travelling]) land(traveller);
      },
    };
  }

  window.addEventListener("beforeprint", () => {
    for (const words of document.querySelectorAll(".picture-words")) words.open = true;
  });

  return {
    start, data, element, svg, button, spoken, tint, number, air,
    get calm() { return calm.matches; },
  };
})();

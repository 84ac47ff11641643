/* What a reader has read and answered right, kept in this browser and sent nowhere. Loaded on
   every page: it marks chapters in the table of contents. Other scripts use `courseProgress`
   and listen for the document's event "progress". */

const courseProgress = (() => {
  "use strict";

  const KEY = "word2vec-course:progress";
  const VERSION = 1;
  let memory = null; // the state until the page is left, where the browser keeps nothing

  // The state is { version, chapters: { name: { read, right, of } } }: was the chapter read,
  // which questions of its quiz were answered right, and of how many. Anything else is dropped.
  function sound(found) {
    const chapters = {};
    if (found?.version === VERSION && found.chapters instanceof Object) {
      for (const [name, it] of Object.entries(found.chapters)) {
        const ids = Array.isArray(it?.right) ? it.right : [];
        const right = ids.filter((id) => typeof id === "string" && /^\w+$/.test(id));
        const of = Number.isInteger(it?.of) ? it.of : 0;
        chapters[name] = { read: it?.read === true, right: [...new Set(right)], of };
      }
    }
    return { version: VERSION, chapters };
  }

  function load() {
    if (memory) return memory;
    let text;
    try {
      text = localStorage.getItem(KEY);
    } catch {
      return (memory = sound(null)); // forbidden
    }
    try {
      return sound(JSON.parse(text));
    } catch {
      return sound(null);
    }
  }

  function save(state) {
    if (memory) memory = state;
    else {
      try {
        localStorage.setItem(KEY, JSON.stringify(state));
      } catch {
        memory = state; // forbidden, or full
      }
    }
    announce();
  }

  function isKept() {
    load();
    return memory === null;
  }

  function announce() {
    document.dispatchEvent(new Event("progress"));
  }

  function chapter(name) {
    return load().chapters[name] ?? { read: false, right: [], of: 0 };
  }

  // update("book/04_embedding", (it) => { it.read = true; })
  function update(name, change) {
    const state = load();
    change((state.chapters[name] ??= chapter(name)));
    save(state);
  }

  // Each page's name is its path from the site's root, without .html.
  function nameOf(address) {
    const root = new URL(document.documentElement.dataset.content_root ?? "./", location);
    const { pathname } = new URL(address, location);
    return pathname.slice(root.pathname.length).replace(/\.html$/, "");
  }

  function inWords({ read, right, of }) {
    const parts = read ? ["read"] : [];
    if (right.length) parts.push(`quiz: ${right.length} of ${of} right`);
    return parts.join(", ");
  }

  function markContents() {
    for (const old of document.querySelectorAll(".progress-mark")) old.remove();
    for (const link of document.querySelectorAll(".bd-docs-nav a.reference.internal")) {
      const it = chapter(nameOf(link.href));
      if (!it.read && !it.right.length) continue;
      const mark = document.createElement("span");
      mark.className = "progress-mark";
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", inWords(it));
      mark.title = inWords(it);
      const quiz = it.right.length ? `${it.right.length}/${it.of}` : "";
      mark.textContent = [it.read ? "✓" : "", quiz].join(" ").trim();
      link.append(" ", mark);
    }
  }

  document.addEventListener("progress", markContents);
  window.addEventListener("storage", announce); // another window of the book
  window.addEventListener("pageshow", (event) => event.persisted && announce()); // back
  markContents();

  return {
    chapter,
    update,
    name: nameOf(location.href),
    isKept,
    forget: () => save(sound(null)),
  };
})();

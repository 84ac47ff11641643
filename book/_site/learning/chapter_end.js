/* At a chapter's end, a box to tick: «I have read this chapter». */

(() => {
  "use strict";

  const here = courseProgress.name;
  const box = document.createElement("input");
  const label = document.createElement("label");
  box.type = "checkbox";
  label.className = "chapter-read";
  label.append(box, " I have read this chapter");

  function show() {
    box.checked = courseProgress.chapter(here).read;
  }

  box.addEventListener("change", () => {
    courseProgress.update(here, (it) => {
      it.read = box.checked;
    });
  });
  document.addEventListener("progress", show);
  document.querySelector("article.bd-article").append(label);
  show();
})();

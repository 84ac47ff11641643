/* The first page's table of progress: chapters read, quizzes right, and a button that forgets. */

(() => {
  "use strict";

  const panel = document.querySelector(".progress-panel");
  const rows = [...panel.querySelectorAll("tr[data-chapter]")];
  const sum = panel.querySelector(".progress-sum");
  const button = panel.querySelector("button");
  const warning = panel.querySelector(".progress-lost");

  function show() {
    const all = { read: 0, right: 0, of: 0 };
    for (const row of rows) {
      const { read, right } = courseProgress.chapter(row.dataset.chapter);
      const ids = row.dataset.questions.split(" ");
      const count = ids.filter((id) => right.includes(id)).length;
      row.querySelector(".progress-read").textContent = read ? "✓ read" : "";
      row.querySelector(".progress-quiz").textContent = `${count} of ${ids.length}`;
      all.read += read;
      all.right += count;
      all.of += ids.length;
    }
    sum.textContent =
      `${all.read} of ${rows.length} chapters read, ` +
      `${all.right} of ${all.of} questions answered right.`;
    button.disabled = all.read + all.right === 0;
    warning.hidden = courseProgress.isKept();
  }

  button.addEventListener("click", () => {
    if (window.confirm("Forget which chapters you have read and which questions you answered?")) {
      courseProgress.forget();
    }
  });
  document.addEventListener("progress", show);
  panel.hidden = false;
  show();
})();

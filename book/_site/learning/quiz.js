/* Quizzes: a button that checks the chosen option and gives its reason. What was answered right
   is remembered by progress.js. */

(() => {
  "use strict";

  function element(tag, className, ...children) {
    const node = document.createElement(tag);
    node.className = className;
    node.append(...children);
    return node;
  }

  // Copies keep neither the names nor the buttons of the original.
  function copyOf(reason) {
    const copy = reason.cloneNode(true);
    for (const button of copy.querySelectorAll("button")) button.remove();
    for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
    return copy.childNodes;
  }

  function start(question) {
    const fieldset = question.querySelector("fieldset");
    const reasons = question.querySelector(".quiz-reasons");
    const check = element("button", "quiz-check", "Check");
    const before = element("span", "quiz-before");
    const feedback = element("div", "quiz-feedback");
    check.type = "button";
    feedback.setAttribute("role", "status");
    reasons.before(element("div", "quiz-controls", check, before), feedback);
    reasons.hidden = true; // until there is an answer

    function clear() {
      delete question.dataset.state;
      feedback.replaceChildren();
    }

    function answer() {
      const chosen = fieldset.querySelector("input:checked");
      if (!chosen) {
        feedback.replaceChildren("Choose an option first.");
        return;
      }
      const right = chosen.closest(".quiz-option").dataset.right === "true";
      question.dataset.state = right ? "right" : "wrong";
      const reason = reasons.querySelector(`[data-option="${chosen.value}"]`);
      feedback.replaceChildren(...copyOf(reason));
      reasons.hidden = false;
      if (right) remember(question.dataset.question);
    }

    check.addEventListener("click", answer);
    fieldset.addEventListener("change", clear);
    fieldset.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.type !== "radio") return;
      event.preventDefault();
      answer();
    });
  }

  const here = courseProgress.name;
  const questions = [...document.querySelectorAll(".quiz-question")];
  const ids = questions.map((question) => question.dataset.question);
  const score = element("p", "quiz-score");

  function remember(id) {
    courseProgress.update(here, (it) => {
      // a question that has changed since then, or is gone, counts no more
      it.right = ids.filter((each) => each === id || it.right.includes(each));
      it.of = ids.length;
    });
  }

  function show() {
    const { right } = courseProgress.chapter(here);
    for (const question of questions) {
      const done = right.includes(question.dataset.question);
      const now = question.dataset.state === "right";
      question.querySelector(".quiz-before").textContent =
        done && !now ? "✓ Answered right before" : "";
    }
    const count = ids.filter((id) => right.includes(id)).length;
    score.textContent = count ? `${count} of ${ids.length} answered right` : "";
  }

  questions.forEach(start);
  document.querySelector(".quiz").append(score);
  if (courseProgress.chapter(here).right.length) remember(null);
  document.addEventListener("progress", show);
  show();
})();

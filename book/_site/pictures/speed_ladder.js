/* The speed ladder: how many words a second each rung trains on, and a race in which all of them
   read the same text. The numbers were measured when the book was built (benchmarks/ladder.py). */

(() => {
  "use strict";

  const { element, button, spoken } = pictures;
  const SLOW_MOTION = 10;
  const CALM_PAUSE = 1000; // milliseconds between two pictures for those who want no motion

  const TICKS = {
    1e2: "100", 1e3: "1,000", 1e4: "10,000", 1e5: "100,000", 1e6: "1 million", 1e7: "10 million",
  };

  // As exactly as short runs can know it: two digits.
  function two(number) {
    const rounded = Number(number.toPrecision(2));
    return rounded.toLocaleString("en", { maximumFractionDigits: rounded < 10 ? 1 : 0 });
  }

  function duration(seconds) {
    if (seconds < 1) return `${seconds.toFixed(2)} s`;
    if (seconds < 10) return `${seconds.toFixed(1)} s`;
    if (seconds < 120) return `${Math.round(seconds)} s`;
    return `${(seconds / 60).toFixed(1)} minutes`;
  }

  function draw(stage) {
    const { rungs, peer, title, epoch } = pictures.data("speed_ladder");
    const lowest = Math.floor(Math.log10(Math.min(...rungs.map((rung) => rung.words_per_second))));
    const highest = Math.ceil(Math.log10(Math.max(...rungs.map((rung) => rung.words_per_second))));
    const part = (speed) => (Math.log10(speed) - lowest) / (highest - lowest);
    const seconds = (rung) => epoch / rung.words_per_second;

    const rows = rungs.map((rung) => {
      const number = element("span", { class: "ladder-number" });
      const mark = element("span", { class: "ladder-mark" });
      const track = element("span", { class: "ladder-track" }, mark);
      const row = button("", () => choose(rung), { class: "ladder-rung", "aria-pressed": "false" });
      row.append(element("span", { class: "ladder-name" }, rung.name), " ", track, " ", number);
      row.dataset.rung = rung.name;
      row.classList.toggle("ladder-peer", rung.name === peer);
      row.style.setProperty("--at", part(rung.words_per_second));
      return { rung, row, number };
    });
    const list = element(
      "ol", { class: "ladder-rungs", "aria-label": "Rungs, the slowest first" },
      ...rows.map(({ row }) => element("li", {}, row)),
    );
    const ticks = element("div", { class: "ladder-ticks", "aria-hidden": "true" });
    for (let power = lowest; power <= highest; power++) {
      const tick = element("span", {}, TICKS[10 ** power] ?? `1e${power}`);
      tick.style.setProperty("--at", part(10 ** power));
      ticks.append(tick);
    }
    const axis = element("p", { class: "picture-quiet ladder-axis" });
    const about = spoken({ class: "picture-note ladder-about" });
    const start = button("Start the race", () => run(1), { class: "picture-main" });
    const slow = button(`${SLOW_MOTION} times slower`, () => run(SLOW_MOTION));
    const stop = button("Back to the speeds", () => {
      rest();
      start.focus();
    });
    const clock = element("span", { class: "ladder-clock" });
    const news = spoken({ class: "picture-note ladder-news" });
    stage.classList.add("ladder");
    stage.append(
      list, ticks, axis, about,
      element("div", { class: "picture-controls" }, start, slow, stop, clock), news,
    );
    const ofPeer = rungs.find((rung) => rung.name === peer);
    if (ofPeer) stage.style.setProperty("--peer", part(ofPeer.words_per_second));
    else stage.classList.add("ladder-alone");
    stage.style.setProperty("--decades", highest - lowest);

    function choose(rung) {
      const below = rungs[rungs.indexOf(rung) - 1];
      stage.dataset.rung = rung.name;
      for (const { rung: other, row } of rows) {
        row.setAttribute("aria-pressed", String(other === rung));
      }
      let compared = "";
      if (below) compared = `, ${two(rung.ratio)} times the first rung`;
      if (below && below !== rungs[0] && rung.name !== peer) {
        const ratio = rung.words_per_second / below.words_per_second;
        compared += ` and ${two(ratio)} times the one before`;
      }
      about.replaceChildren(
        element("strong", {}, rung.name),
        `: ${two(rung.words_per_second)} words a second${compared}. `
          + `An epoch of ${epoch.toLocaleString("en")} words takes ${duration(seconds(rung))}.`,
        element("br"), rung.changed,
        ...(rung.slow ? [element("br"), element("em", {}, "Slow now: "), rung.slow] : []),
      );
    }

    // The race -------------------------------------------------------------------------------

    let frame = null;

    function rest() {
      cancelAnimationFrame(frame);
      stage.dataset.race = "off";
      start.hidden = slow.hidden = false;
      stop.hidden = true;
      clock.textContent = news.textContent = "";
      axis.textContent = `Words per second, measured on ${title} when this page was built. `
        + "Each line is ten times the one before it.";
      if (ofPeer) axis.textContent += ` The broken line is ${peer}.`;
      for (const { row, rung, number } of rows) {
        delete row.dataset.read;
        row.style.removeProperty("--read");
        number.textContent = two(rung.words_per_second);
      }
    }

    function run(slowness) {
      rest();
      stage.dataset.race = "running";
      start.hidden = slow.hidden = true;
      stop.hidden = false;
      stop.focus();
      axis.textContent = `All read the same ${epoch.toLocaleString("en")} words, once: an epoch of `
        + `the Penn Treebank. ${slowness === 1
          ? "Time runs as in reality."
          : `Time runs ${slowness} times as slowly as in reality.`}`;
      const begin = performance.now();
      let last = -Infinity;
      (function go(now) {
        frame = requestAnimationFrame(go);
        if (pictures.calm && now - last < CALM_PAUSE) return;
        last = now;
        if (advance(Math.max(0, now - begin) / 1000 / slowness)) {
          cancelAnimationFrame(frame);
          stage.dataset.race = "over";
        }
      })(begin);
    }

    // Show where all are after so many seconds; say whether the last one has arrived.
    function advance(elapsed) {
      clock.textContent = duration(elapsed);
      const arrived = [];
      const reading = [];
      for (const { rung, row, number } of rows) {
        const read = Math.min(1, elapsed / seconds(rung));
        (read === 1 ? arrived : reading).push(rung);
        row.dataset.read = Math.floor(read * epoch);
        row.style.setProperty("--read", read);
        number.textContent = read === 1 ? duration(seconds(rung)) : `${Math.floor(100 * read)} %`;
      }
      arrived.sort((one, other) => other.words_per_second - one.words_per_second);
      const text = arrived.length
        ? `${arrived.map((rung) => rung.name).join("; ")}: done.${reading.length === 1
          ? ` ${reading[0].name}: done after ${duration(seconds(reading[0]))}.` : ""}`
        : "";
      if (news.textContent !== text) news.textContent = text; // spoken once
      return reading.length === 0;
    }

    rest();
    const ours = rungs.filter((rung) => rung.name !== peer);
    choose(ours[ours.length - 1]);
  }

  pictures.start("speed_ladder", draw);
})();

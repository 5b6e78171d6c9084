// Events on the map by month: a slider (arrow keys) and a button that plays it; the list follows.
const STEP = 1400;
const bar = document.querySelector(".months");

const start = () => {
  const piece = bar.closest("section").querySelector(".map-piece");
  const [range, button, output] = ["input", "button", "output"].map((name) => bar.querySelector(name));
  const bars = [...bar.querySelectorAll("rect")];
  const told = JSON.parse(document.getElementById("months-of-events").textContent);
  let playing = 0;

  const show = (at) => {
    const month = told[at - 1];
    range.value = at;
    const words = month ? `${month.words} · ${month.ids.length} ${bar.dataset.words}` : output.dataset.all;
    output.textContent = words;
    range.setAttribute("aria-valuetext", words);
    bars.forEach((one, i) => one.toggleAttribute("data-here", i === at - 1));
    piece.only = month?.ids ?? null;
    piece.dispatchEvent(new Event("map:only"));
    for (const row of piece.querySelectorAll(".map-list [data-id]")) row.closest("li").toggleAttribute("data-away", Boolean(month) && !month.ids.includes(row.dataset.id));
  };
  const stop = () => {
    clearInterval(playing);
    playing = 0;
    button.textContent = button.dataset.play;
    button.setAttribute("aria-pressed", "false");
  };
  const step = () => {
    const next = Number(range.value) + 1;
    if (next > told.length) stop();
    show(next > told.length ? 0 : next);
  };
  button.addEventListener("click", () => {
    if (playing) return stop();
    button.textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
    playing = setInterval(step, STEP);
    step();
  });
  range.addEventListener("input", () => {
    if (playing) stop();
    show(Number(range.value));
  });
  bar.hidden = false;
};

if (bar) start();

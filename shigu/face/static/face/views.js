/* Saved views: an address of a list kept under a name, on this computer only. */
const key = () => `views:${location.pathname}`;
const kept = () => JSON.parse(localStorage.getItem(key()) ?? "[]");
const keep = (views) => localStorage.setItem(key(), JSON.stringify(views));

const row = (view, refill) => {
  const link = document.createElement("a");
  Object.assign(link, { href: location.pathname + view.query, textContent: view.name, className: "tool" });
  const drop = document.createElement("button");
  Object.assign(drop, { type: "button", textContent: "×" });
  drop.setAttribute("aria-label", `× ${view.name}`);
  drop.addEventListener("click", () => {
    keep(kept().filter((one) => one.name !== view.name));
    refill();
  });
  const line = document.createElement("li");
  line.append(link, drop);
  return line;
};

const start = (box) => {
  box.hidden = false;
  const list = box.querySelector("ul");
  const refill = () => list.replaceChildren(...kept().map((view) => row(view, refill)));
  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const name = event.target.elements.view.value.trim();
    if (!name) return;
    const query = new URLSearchParams(location.search);
    query.delete("page");
    keep([...kept().filter((one) => one.name !== name), { name, query: `?${query}` }]);
    event.target.reset();
    refill();
  });
  refill();
};

const scan = () => document.querySelectorAll("details[data-views][hidden]").forEach(start);
scan();
document.addEventListener("htmx:after:swap", scan);

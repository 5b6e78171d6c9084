/* What every page does: appearance, CSRF for htmx, what failed, shortcuts, sliders, drop-downs. */
const root = document.documentElement;
root.classList.add("js");

const darkSheet = document.getElementById("dark");
const DARK_MEDIA = { auto: "screen and (prefers-color-scheme: dark)", light: "not all", dark: "screen" };
const darkWanted = matchMedia("(prefers-color-scheme: dark)");

const tellTheme = () => {
  root.toggleAttribute("data-dark", matchMedia(darkSheet.media).matches);
  document.dispatchEvent(new CustomEvent("face:theme"));
};
darkWanted.addEventListener("change", tellTheme);
root.toggleAttribute("data-dark", matchMedia(darkSheet.media).matches);

/* A tab in use is in sight, also where the row of tabs is wider than a phone. */
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const row = tab.parentElement;
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

/* Paper is light: pictures are drawn anew for the print and back after it. */
let screenMedia;
addEventListener("beforeprint", () => {
  screenMedia = darkSheet.media;
  darkSheet.media = DARK_MEDIA.light;
  tellTheme();
});
addEventListener("afterprint", () => {
  darkSheet.media = screenMedia;
  tellTheme();
});

const keep = (name, value) => {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
};

const wear = (name, value) => {
  keep(name, value);
  if (name === "density") root.dataset.density = value;
  else {
    darkSheet.media = DARK_MEDIA[value];
    tellTheme();
  }
};

document.addEventListener("submit", (event) => {
  const name = event.target.dataset.appearance;
  if (!name || !event.submitter) return;
  event.preventDefault();
  wear(name, event.submitter.value);
  for (const button of event.target.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
});

document.addEventListener("htmx:config:request", (event) => {
  const { request } = event.detail.ctx;
  if (request.method === "GET") {
    /* Empty fields do not belong into an address that people keep. */
    for (const [name, value] of [...request.body]) if (value === "") request.body.delete(name);
    return;
  }
  request.headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]").content;
});

export const toast = (words, level = "error") => {
  const place = document.getElementById("toasts");
  if (!place) return;
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "close", textContent: "×" });
  close.setAttribute("aria-label", place.dataset.close);
  const said = document.createElement("div");
  said.textContent = words;
  const alert = document.createElement("div");
  alert.className = `alert ${level}`;
  alert.append(said, close);
  close.addEventListener("click", () => alert.remove());
  place.replaceChildren(alert);
};

document.addEventListener("htmx:response:error", (event) => {
  const { status } = event.detail.ctx.response;
  if (status === 422) return;
  const { failed, refused } = document.getElementById("toasts")?.dataset ?? {};
  toast(status === 401 || status === 403 ? refused : failed);
});
document.addEventListener("htmx:error", () => toast(document.getElementById("toasts")?.dataset.failed));

const writes = (element) => element.closest("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
  const find = document.querySelector("[data-shortcut='/']");
  if (!find) return;
  event.preventDefault();
  find.focus();
  find.select();
});

document.addEventListener("input", (event) => {
  if (event.target.type !== "range") return;
  const output = event.target.closest(".slider")?.querySelector("output");
  if (output) output.textContent = event.target.value + (output.dataset.unit ?? "");
});

document.addEventListener("click", (event) => {
  for (const drop of document.querySelectorAll("details.drop[open]")) {
    if (!drop.contains(event.target)) drop.open = false;
  }
  if (event.target.closest("[data-print]")) print();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const drop = event.target.closest("details.drop[open]");
  if (!drop) return;
  drop.open = false;
  drop.querySelector("summary").focus();
});

/* Browsers before 2023 know no popover: the same buttons open the same boxes by a class. */
if (!("popover" in HTMLElement.prototype)) {
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[popovertarget]")?.getAttribute("popovertarget");
    for (const box of document.querySelectorAll("[popover]")) {
      if (box.id === target) box.classList.toggle("open");
      else if (!box.contains(event.target)) box.classList.remove("open");
    }
  });
}

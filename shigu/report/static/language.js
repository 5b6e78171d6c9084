"use strict";
document.documentElement.classList.add("js");

/* The address keeps where the reader is, in which language and theme: #at=gaps&lang=en&theme=dark */
const state = (() => {
  const hash = decodeURIComponent(location.hash.slice(1));
  if (hash && !hash.includes("=")) return { at: hash };
  return Object.fromEntries(new URLSearchParams(hash));
})();

function remember() {
  const kept = Object.entries(state).filter(([, value]) => value);
  history.replaceState(null, "", kept.length ? "#" + new URLSearchParams(kept) : location.pathname);
}

function pair(zh, en) {
  return [["zh", zh], ["en", en]].map(([lang, words]) => {
    const span = document.createElement("span");
    span.lang = lang;
    span.textContent = words;
    return span;
  });
}

function button(zh, en, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.append(...pair(zh, en));
  made.addEventListener("click", act);
  return made;
}

function speak(lang) {
  const root = document.documentElement;
  root.dataset.lang = lang;
  root.lang = lang === "en" ? "en" : "zh-CN";
  const name = document.querySelector(`h1 [lang="${lang}"]`) || document.querySelector("h1");
  document.title = `${name.textContent} · ${lang === "en" ? "Joint plan" : "联合方案"}`;
  for (const title of document.querySelectorAll(`svg title[lang="${lang}"]`)) {
    title.parentNode.prepend(title);
  }
}

function theme(name) {
  if (name) document.documentElement.dataset.theme = name;
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function reveal(id) {
  const target = document.getElementById(id);
  if (!target) return;
  for (let box = target; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
  const own = target.querySelector(":scope > details");
  if (own) own.open = true;
  target.scrollIntoView();
  const reach = target.matches("a, button, summary, [tabindex]") ? target : target.querySelector("summary, [tabindex], a");
  if (reach) reach.focus({ preventScroll: true });
}

const controls = document.getElementById("controls");
controls.append(
  button("English", "中文", () => {
    state.lang = document.documentElement.dataset.lang === "zh" ? "en" : "";
    speak(state.lang || "zh");
    remember();
  }),
  button("明暗", "Theme", () => {
    state.theme = isDark() ? "light" : "dark";
    theme(state.theme);
    remember();
  }),
  button("打印", "Print", () => print()),
);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  state.at = decodeURIComponent(link.getAttribute("href").slice(1));
  history.pushState(null, "", "#" + new URLSearchParams(Object.entries(state).filter(([, v]) => v)));
  reveal(state.at);
});

addEventListener("popstate", () => {
  const at = new URLSearchParams(location.hash.slice(1)).get("at");
  if (at) reveal(at);
});

const closed = [];
addEventListener("beforeprint", () => {
  for (const box of document.querySelectorAll("details:not([open])")) {
    box.open = true;
    closed.push(box);
  }
});
addEventListener("afterprint", () => {
  while (closed.length) closed.pop().open = false;
});

const parts = [...document.querySelectorAll("main > section[id]")];
const entries = new Map([...document.querySelectorAll(".contents a")].map((a) => [a.hash.slice(1), a]));
const seen = new IntersectionObserver((changes) => {
  for (const change of changes) change.target.dataset.seen = change.isIntersecting ? "1" : "";
  const first = parts.find((part) => part.dataset.seen);
  for (const [id, entry] of entries) {
    if (first && first.id === id) entry.setAttribute("aria-current", "true");
    else entry.removeAttribute("aria-current");
  }
}, { rootMargin: "-60px 0px -70% 0px" });
for (const part of parts) seen.observe(part);

speak(state.lang === "en" ? "en" : "zh");
theme(state.theme);
if (state.at) reveal(state.at);

/* A form with data-draft keeps what was typed until it is sent; a reload or an error loses nothing. */
const KINDS = new Set(["password", "file", "hidden"]);
const typed = (form) => [...form.elements].filter((field) => field.name && !KINDS.has(field.type) && field.type !== "submit");
const key = (form) => `draft:${location.pathname}:${form.dataset.draft}`;

const save = (form) => {
  const values = typed(form).map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? field.checked : field.value]);
  sessionStorage.setItem(key(form), JSON.stringify(values));
};

const restore = (form) => {
  const kept = sessionStorage.getItem(key(form));
  if (!kept || form.querySelector(".error-summary")) return;
  const fields = typed(form);
  JSON.parse(kept).forEach(([name, value], i) => {
    const field = fields[i];
    if (field?.name !== name) return;
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
  });
  const said = form.querySelector("[data-draft-said]");
  if (said) said.hidden = false;
};

for (const form of document.querySelectorAll("form[data-draft]")) {
  restore(form);
  form.addEventListener("input", () => save(form));
  form.addEventListener("submit", () => sessionStorage.removeItem(key(form)));
  form.addEventListener("reset", () => sessionStorage.removeItem(key(form)));
}

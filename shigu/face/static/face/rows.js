/* Rows of a list by keyboard: j and k move, Enter opens; a click on a row opens it too. */
const rows = () => [...document.querySelectorAll(".listing tbody tr[data-href]")];
const occupied = (target) => target.closest("a, button, input, select, textarea, summary, dialog, label, [contenteditable], [popover]");

const focus = (row) => {
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || occupied(event.target)) return;
  const step = { j: 1, k: -1 }[event.key];
  const here = document.activeElement.closest?.(".listing tr[data-href]");
  if (step) {
    const all = rows();
    const next = all[here ? all.indexOf(here) + step : 0];
    if (next) focus(next);
  } else if (event.key === "Enter" && here) location.assign(here.dataset.href);
});

document.addEventListener("click", (event) => {
  const row = event.target.closest(".listing tr[data-href]");
  if (!row || occupied(event.target) || getSelection().toString()) return;
  if (event.ctrlKey || event.metaKey) open(row.dataset.href, "_blank", "noopener");
  else location.assign(row.dataset.href);
});

/* A chip empties its filter in the form and sends that, so the two never disagree. */
document.addEventListener("click", (event) => {
  const chip = event.target.closest("a[data-clears]");
  const form = chip && document.getElementById(chip.dataset.form);
  if (!form || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const names = chip.dataset.clears.split(" ");
  for (const field of [...form.elements].filter((one) => names.includes(one.name))) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else if (field.multiple) for (const option of field.options) option.selected = false;
    else field.value = "";
  }
  form.requestSubmit();
});

// The desk by keyboard: each key presses what is marked with it on the page; the page lists them.
const desk = document.querySelector(".desk");
const writing = (target) => target.closest("input, select, textarea, dialog, [contenteditable], [popover]");

const press = (marked) => {
  if (marked.matches("details")) {
    marked.open = true;
    const field = marked.querySelector("input:not([type=hidden]), select, textarea");
    (field ?? marked.querySelector("summary")).focus();
  } else marked.click();
};

document.addEventListener("keydown", (event) => {
  if (!desk || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && writing(event.target)) {
    event.target.closest("details")?.querySelector("summary")?.focus();
    return;
  }
  if (writing(event.target)) return;
  const marked = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!marked) return;
  event.preventDefault();
  press(marked);
});

desk?.addEventListener("click", (event) => {
  const filled = event.target.closest("[data-fill]");
  const field = filled && desk.querySelector(`[data-key="e"] [name="${filled.dataset.fill}"]`);
  if (!field) return;
  field.value = filled.dataset.value;
  field.closest("details").open = true;
  field.focus();
});

if (desk && matchMedia("(max-width: 900px)").matches) desk.querySelector(".article").open = false;

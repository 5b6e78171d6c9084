// A card that is dropped on a stage opens the form of that step, where its evidence is asked for.
const board = document.querySelector(".kanban");
let steps = null;

function allowed(event) {
  const column = event.target.closest("section[data-stage]");
  return steps && column && steps[column.dataset.stage] ? column : null;
}

function clear() {
  for (const each of board.querySelectorAll(".open-to, .closed-to")) each.classList.remove("open-to", "closed-to");
}

board?.addEventListener("dragstart", (event) => {
  const card = event.target.closest("li[data-card]");
  if (!card) return;
  steps = Object.fromEntries([...card.querySelectorAll("a[data-to]")].map((each) => [each.dataset.to, each.href]));
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.dataset.card);
  for (const column of board.querySelectorAll("section[data-stage]")) {
    column.classList.add(steps[column.dataset.stage] ? "open-to" : "closed-to");
  }
});
board?.addEventListener("dragover", (event) => { if (allowed(event)) event.preventDefault(); });
board?.addEventListener("drop", (event) => {
  const column = allowed(event);
  if (!column) return;
  event.preventDefault();
  location.assign(steps[column.dataset.stage]);
});
board?.addEventListener("dragend", () => { steps = null; clear(); });

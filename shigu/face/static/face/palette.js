/* The command palette: Ctrl K, a few letters, Enter. */
const palette = document.getElementById("palette");

if (palette) {
  const input = palette.querySelector("input");
  const list = palette.querySelector("ul");
  const commands = [...palette.querySelector("template").content.querySelectorAll("a")].map((link) => ({
    label: link.textContent.trim(),
    hint: link.dataset.hint ?? "",
    url: link.getAttribute("href"),
  }));

  /* Letters in their order, not necessarily side by side: "xmu" finds "新建项目 new project". */
  const fits = (command, words) => {
    const text = (command.label + " " + command.url).toLowerCase();
    let from = 0;
    for (const letter of words.toLowerCase().replaceAll(" ", "")) {
      from = text.indexOf(letter, from) + 1;
      if (!from) return false;
    }
    return true;
  };

  /* What the search suggests for the words typed last; an older answer that comes late is dropped. */
  let suggested = [];
  let waiting;
  const suggest = () => {
    clearTimeout(waiting);
    suggested = [];
    const words = input.value.trim();
    if (!words || !palette.dataset.search) return;
    waiting = setTimeout(async () => {
      const response = await fetch(`${palette.dataset.search}suggest/?q=${encodeURIComponent(words)}`);
      if (!response.ok || input.value.trim() !== words) return;
      suggested = (await response.json()).hits.filter(({ url }) => url);
      fill();
    }, 120);
  };

  const offered = () => {
    const words = input.value.trim();
    const found = commands.filter((command) => fits(command, words));
    found.push(...suggested);
    if (words && palette.dataset.search) {
      const url = `${palette.dataset.search}?q=${encodeURIComponent(words)}`;
      found.push({ label: `${palette.dataset.searchWords} “${words}”`, hint: "", url });
    }
    return found;
  };

  const choose = (row) => {
    for (const other of list.children) other.setAttribute("aria-selected", String(other === row));
    if (row) input.setAttribute("aria-activedescendant", row.id);
    else input.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  };

  const fill = () => {
    const rows = offered().map((command, i) => {
      const row = document.createElement("li");
      row.id = `command-${i}`;
      row.setAttribute("role", "option");
      row.dataset.url = command.url;
      row.append(command.label);
      const hint = document.createElement("small");
      hint.textContent = command.hint;
      row.append(hint);
      return row;
    });
    list.replaceChildren(...rows);
    choose(rows[0]);
  };

  const chosen = () => list.querySelector("[aria-selected=true]");
  const go = (row) => row && location.assign(row.dataset.url);

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (palette.open) return palette.close();
    input.value = "";
    fill();
    palette.showModal();
  });

  input.addEventListener("input", () => {
    suggest();
    fill();
  });
  palette.addEventListener("keydown", (event) => {
    const row = chosen();
    const next = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling }[event.key];
    if (next) choose(next);
    if (event.key === "Enter" && !event.isComposing) go(row);
    if (["ArrowDown", "ArrowUp", "Enter"].includes(event.key) && !event.isComposing) event.preventDefault();
  });
  list.addEventListener("click", (event) => go(event.target.closest("li")));
  palette.addEventListener("click", (event) => event.target === palette && palette.close());
}

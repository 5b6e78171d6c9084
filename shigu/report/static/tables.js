"use strict";
{
  const shown = (cell) => {
    const copy = cell.cloneNode(true);
    const other = document.documentElement.dataset.lang === "zh" ? "en" : "zh";
    for (const part of copy.querySelectorAll(`[lang="${other}"], details, sup`)) part.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  const order = (column, ascending) => (one, two) => {
    const [a, b] = [one.cells[column], two.cells[column]];
    const [x, y] = [a.dataset.v, b.dataset.v];
    if (x === undefined && y === undefined) {
      return shown(a).localeCompare(shown(b), document.documentElement.lang) * (ascending ? 1 : -1);
    }
    if (x === undefined || y === undefined) return x === undefined ? 1 : -1;
    return (x - y) * (ascending ? 1 : -1);
  };

  const sortable = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const press = document.createElement("button");
      press.type = "button";
      const wrap = () => {
        press.append(...head.childNodes);
        head.append(press);
      };
      wrap();
      /* A head with a control in it is not repeated on the next sheet of paper. */
      addEventListener("beforeprint", () => press.replaceWith(...press.childNodes));
      addEventListener("afterprint", wrap);
      press.addEventListener("click", () => {
        const first = head.classList.contains("n") ? "descending" : "ascending";
        const second = first === "ascending" ? "descending" : "ascending";
        const way = head.getAttribute("aria-sort") === first ? second : first;
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", way);
        const body = table.tBodies[0];
        body.append(...[...body.rows].sort(order(column, way === "ascending")));
      });
    });
  };

  const quoted = (words) => (/[",\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words);
  const guarded = (words) => (/^[=+\-@\t]/.test(words) && isNaN(Number(words)) ? "'" + words : words);

  const exported = (cell) => {
    const plain = shown(cell).replaceAll(",", "").replaceAll("−", "-");
    return quoted(guarded(/^[+-]?[\d.]+$/.test(plain) && cell.dataset.v !== undefined ? cell.dataset.v : shown(cell)));
  };

  const csv = (table) => {
    const rows = [...table.tHead.rows, ...table.tBodies[0].rows].filter((row) => !row.hidden);
    return rows.map((row) => [...row.cells].map(exported).join(",")).join("\r\n") + "\r\n";
  };

  const save = (table, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", csv(table)], { type: "text/csv" }));
    link.download = name + ".csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const tools = (box, table) => {
    const bar = document.createElement("div");
    bar.className = "table-tools";
    const rows = [...table.tBodies[0].rows];
    if (rows.length > 8) {
      const label = document.createElement("label");
      const field = document.createElement("input");
      field.type = "search";
      label.append(...pair("筛选 ", "Filter "), field);
      field.addEventListener("input", () => {
        const wanted = field.value.trim().toLowerCase();
        for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
        box.querySelector(".rows").textContent = rows.filter((row) => !row.hidden).length;
      });
      bar.append(label);
    }
    bar.append(button("导出 CSV", "Export CSV", () => save(table, box.dataset.table)));
    box.before(bar);
  };

  for (const box of document.querySelectorAll(".table-box")) {
    const table = box.querySelector("table");
    sortable(table);
    tools(box, table);
  }
}

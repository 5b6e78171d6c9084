"use strict";
{
  const graph = document.querySelector(".chain-graph");
  const nodes = graph ? [...graph.querySelectorAll(".node")] : [];
  const edges = graph ? [...graph.querySelectorAll(".edge")] : [];
  const byId = new Map(nodes.map((node) => [node.dataset.node, node]));
  const note = document.getElementById("graph-note");
  let pinned = null;

  const names = (ids) => ids.map((id) => {
    const entry = document.createElement("span");
    entry.className = "pair";
    for (const text of byId.get(id).querySelectorAll("text")) {
      const span = document.createElement("span");
      span.lang = text.getAttribute("lang");
      span.textContent = text.textContent;
      entry.append(span);
    }
    return entry;
  });

  const line = (zh, en, parts) => {
    const made = document.createElement("p");
    made.append(...pair(zh, en), ...parts);
    return made;
  };

  const describe = (id, suppliers, buyers) => {
    const row = document.createElement("a");
    row.href = (document.getElementById("gap-" + id) ? "#gap-" : "#link-") + id;
    row.append(...pair("看详情", "Details"));
    const head = line("", "", names([id]));
    head.style.fontWeight = 600;
    head.append(row);
    note.replaceChildren(
      head,
      line(`由 ${suppliers.length} 个环节供给：`, `${suppliers.length} suppliers: `, names(suppliers)),
      line(`供给 ${buyers.length} 个环节：`, `${buyers.length} buyers: `, names(buyers)),
    );
  };

  const clear = () => {
    graph.classList.remove("chosen-one");
    for (const part of [...nodes, ...edges]) part.classList.remove("near", "chosen");
    note.replaceChildren();
  };

  const show = (node) => {
    clear();
    if (!node) return;
    const id = node.dataset.node;
    const suppliers = edges.filter((edge) => edge.dataset.to === id);
    const buyers = edges.filter((edge) => edge.dataset.from === id);
    graph.classList.add("chosen-one");
    node.classList.add("chosen");
    for (const edge of [...suppliers, ...buyers]) {
      edge.classList.add("near");
      byId.get(edge.dataset.from).classList.add("near");
      byId.get(edge.dataset.to).classList.add("near");
    }
    describe(id, suppliers.map((edge) => edge.dataset.from), buyers.map((edge) => edge.dataset.to));
  };

  const pin = (node) => {
    pinned = node === pinned ? null : node;
    show(pinned);
  };

  const go = (from, step) => {
    const next = nodes[(nodes.indexOf(from) + step + nodes.length) % nodes.length];
    from.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    if (pinned) pin(next);
  };

  nodes.forEach((node, i) => {
    node.setAttribute("role", "button");
    node.tabIndex = i ? -1 : 0;
    node.addEventListener("mouseenter", () => pinned || show(node));
    node.addEventListener("mouseleave", () => pinned || show(null));
    node.addEventListener("click", () => pin(node));
    node.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (step) go(node, step);
      else if (event.key === "Enter" || event.key === " ") pin(node);
      else if (event.key === "Escape") pin(pinned);
      else return;
      event.preventDefault();
    });
  });
}

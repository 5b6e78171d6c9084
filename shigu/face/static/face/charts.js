/* Charts: ECharts drawn from the JSON beside them, in our colours, again when the theme changes. */
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const still = matchMedia("(prefers-reduced-motion: reduce)");
/* A district's colour is its own; a series that is no district takes the neutral ones. */
const NEUTRAL = ["--accent", "--amber-fill", "--accent-mid", "--soft", "--good", "--strong-line"];
const palette = (data) => (data.colours ? data.colours.map((i) => css(`--p${i % 6}`)) : NEUTRAL.map(css));
const STATUS = {
  strong: { symbol: "circle", colour: "--accent", filled: true },
  weak: { symbol: "triangle", colour: "--amber-fill", edge: "--amber", text: "--on-amber", filled: true },
  blank: { symbol: "diamond", colour: "--wrong", filled: false },
  good: { symbol: "circle", colour: "--good", filled: true },
  busy: { symbol: "circle", colour: "--accent", filled: true },
  waiting: { symbol: "rect", colour: "--amber-fill", edge: "--amber", text: "--on-amber", filled: true },
  wrong: { symbol: "diamond", colour: "--wrong", filled: true },
  off: { symbol: "circle", colour: "--strong-line", filled: false },
};
const spoken = (value) => (typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 2 }) : (value ?? "—"));
const column = (data, i) => data.rows.map((row) => row[i]);
const series = (data, type, more = {}) =>
  data.columns.slice(1).map((name, i) => ({ name, type, data: column(data, i + 1), ...more }));

const frame = (data) => ({
  animation: !still.matches,
  animationDuration: 200,
  color: palette(data),
  textStyle: { fontFamily: css("--han"), color: css("--ink") },
  grid: { left: 8, right: 26, top: data.columns?.length > 2 ? 34 : 14, bottom: 4, containLabel: true },
  legend: { show: data.columns?.length > 2, top: 0, right: 0, itemWidth: 10, itemHeight: 10, icon: "roundRect", textStyle: { color: css("--soft") } },
  tooltip: { trigger: "axis", renderMode: "richText", confine: true, backgroundColor: css("--raised"), borderColor: css("--line"), textStyle: { color: css("--ink"), fontSize: 13 }, valueFormatter: (value) => `${spoken(value)} ${data.unit ?? ""}`.trim() },
});
const words = () => ({ color: css("--soft"), fontSize: 12 });
const categories = (data, more = {}) => ({ type: "category", data: column(data, 0), axisLabel: words(), axisLine: { lineStyle: { color: css("--strong-line") } }, axisTick: { show: false }, ...more });
const counted = (data) => (data.rows ?? []).every((row) => row.slice(1).every((value) => value === null || Number.isInteger(value)));
const amounts = (data, more = {}) => ({ type: "value", minInterval: counted(data) ? 1 : 0, name: data.unit, nameTextStyle: { ...words(), align: "left" }, axisLabel: words(), splitLine: { lineStyle: { color: css("--line") } }, ...more });
const item = (data) => ({ ...frame(data), tooltip: { ...frame(data).tooltip, trigger: "item" }, legend: { show: false } });

const upright = (data, more) => ({ ...frame(data), xAxis: categories(data), yAxis: amounts(data), series: series(data, "bar", { barMaxWidth: 28, ...more }) });

/* Names beside lying bars take at most two fifths of the width; the whole name is in the hint. */
const lying = (data, box, more) => ({
  ...frame(data),
  yAxis: categories(data, { inverse: true, axisLabel: { ...words(), width: Math.round(box.clientWidth * 0.42), overflow: "truncate" } }),
  xAxis: amounts(data, { name: "" }),
  series: series(data, "bar", { barMaxWidth: 16, ...more }),
});

const line = (data) => ({
  ...frame(data),
  xAxis: categories(data, { boundaryGap: false }),
  yAxis: amounts(data),
  series: series(data, "line", { symbolSize: 5, lineStyle: { width: 2 }, connectNulls: false }),
});

/* Where there is little room names take three tenths of it, columns and cells show numbers only. */
const heat = (data, box) => {
  const narrow = box.clientWidth < 560;
  const size = narrow ? 10 : 12;
  const shown = (value) => (narrow ? (value < 0.5 ? "" : String(Math.round(value))) : spoken(value));
  const head = (name) => (narrow && /\d/.test(name) ? name.replace(/\D+/g, "") : name);
  const names = narrow ? { width: Math.round(box.clientWidth * 0.3), overflow: "truncate" } : {};
  const most = Math.max(1, ...data.rows.flatMap((row) => row.slice(1).map(Number).filter(Number.isFinite)));
  const shade = (value) => ({ color: css(value > most * 0.62 ? "--on-accent" : "--ink") });
  const cells = data.rows.flatMap((row, y) => row.slice(1).map((value, x) => ({ value: [x, y, value ?? "-"], label: shade(value) })));
  return {
    ...item(data),
    tooltip: { ...item(data).tooltip, formatter: ({ value: [x, y, found] }) => `${data.rows[y][0]} · ${data.columns[x + 1]}\n${spoken(found)} ${data.unit ?? ""}` },
    grid: { left: 8, right: 8, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: "category", position: "top", data: data.columns.slice(1), axisLabel: { ...words(), fontSize: size, interval: 0, formatter: head }, axisLine: { show: false }, axisTick: { show: false } },
    yAxis: categories(data, { inverse: true, axisLabel: { ...words(), ...names }, axisLine: { show: false } }),
    visualMap: { show: false, min: 0, max: most, inRange: { color: [css("--faint"), css("--accent-mid"), css("--accent")] } },
    series: [{ type: "heatmap", data: cells, itemStyle: { borderWidth: narrow ? 1 : 2, borderColor: css("--paper") }, label: { show: true, fontSize: size, formatter: ({ value }) => (value[2] ? shown(value[2]) : "") }, labelLayout: { hideOverlap: true } }],
  };
};

/* Rows: name, x, y, on the front or not, address. */
const scatter = (data) => {
  const point = (row) => ({ name: row[0], value: [row[1], row[2]], url: row[4] });
  const front = data.rows.filter((row) => row[3]).sort((a, b) => a[1] - b[1]);
  const [least, most] = [Math.min(...column(data, 1)), Math.max(...column(data, 1))];
  const named = (row) => ({ ...point(row), label: { position: 2 * row[1] > least + most ? "left" : "right" } });
  const axis = (i) => amounts(data, { name: data.columns[i], nameLocation: "middle", nameGap: 30, nameTextStyle: words(), scale: true });
  return {
    ...item(data),
    tooltip: { ...item(data).tooltip, formatter: ({ name, value }) => `${name}\n${data.columns[1]} ${spoken(value[0])}\n${data.columns[2]} ${spoken(value[1])}` },
    grid: { left: 24, right: 20, top: 12, bottom: 28, containLabel: true },
    xAxis: axis(1),
    yAxis: axis(2),
    series: [
      { type: "scatter", symbolSize: 8, itemStyle: { color: css("--strong-line") }, data: data.rows.filter((row) => !row[3]).map(point) },
      { type: data.joined === false ? "scatter" : "line", symbolSize: 9, lineStyle: { width: 1.5 }, itemStyle: { color: css("--accent") }, label: { show: true, color: css("--ink"), textBorderColor: css("--paper"), textBorderWidth: 3, formatter: "{b}" }, labelLayout: { hideOverlap: true }, data: front.map(named) },
    ],
  };
};

/* Rows: lane, from, to, words, state, address. */
const gantt = (data) => {
  const lanes = [...new Set(column(data, 0))];
  const bar = (params, api) => {
    const [start, end] = [api.coord([api.value(1), api.value(0)]), api.coord([api.value(2), api.value(0)])];
    const tall = Math.min(18, api.size([0, 1])[1] * 0.62);
    const shape = { x: start[0], y: start[1] - tall / 2, width: Math.max(2, end[0] - start[0]), height: tall };
    const row = data.rows[params.dataIndex];
    const { colour, text, filled } = STATUS[row[4]] ?? STATUS.strong;
    const style = { fill: filled ? css(colour) : css("--paper"), stroke: css(colour) };
    const told = { text: row[3], fill: filled ? css(text ?? "--on-accent") : css("--ink"), width: shape.width - 8, overflow: "truncate", fontSize: 11, fontFamily: css("--han") };
    return { type: "rect", shape: { ...shape, r: 2 }, style, textContent: { style: told }, textConfig: { position: "insideLeft", distance: 4 } };
  };
  return {
    ...item(data),
    tooltip: { ...item(data).tooltip, formatter: ({ dataIndex }) => data.rows[dataIndex].slice(0, 4).join("\n") },
    xAxis: { type: "time", position: "top", axisLabel: words(), splitLine: { show: true, lineStyle: { color: css("--line") } }, axisLine: { show: false } },
    yAxis: { type: "category", data: lanes, inverse: true, axisLabel: words(), axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: css("--line") } } },
    series: [{ type: "custom", renderItem: bar, encode: { x: [1, 2], y: 0 }, data: data.rows.map((row) => ({ value: [lanes.indexOf(row[0]), row[1], row[2]], url: row[5] })) }],
  };
};

/* Nodes: id, name, layer, group, status, critical, url; edges: source, target, weight. A layer that
   is longer than `tall` goes on in a second column, so that names never overlap. */
const chain = (data, box) => {
  const tall = Math.max(8, Math.floor((box.clientHeight - 60) / 22));
  const columns = data.layers.flatMap((layer, i) => {
    const own = data.nodes.filter((node) => node.layer === i);
    return Array.from({ length: Math.ceil(own.length / tall) || 1 }, (_, part) => ({ name: part ? "" : layer, nodes: own.slice(part * tall, (part + 1) * tall) }));
  });
  const [width, height] = [box.clientWidth, box.clientHeight];
  const wide = width / columns.length;
  const symbol = (node) => {
    const { symbol: shape, colour, edge, filled } = STATUS[node.status] ?? STATUS.off;
    const rim = node.critical ? { borderWidth: 2.6, borderColor: css("--wrong") } : { borderWidth: 1.6, borderColor: css(edge ?? colour) };
    return { symbol: shape, symbolSize: node.critical ? 14 : 11, itemStyle: { color: filled ? css(colour) : css("--paper"), ...rim } };
  };
  const high = Math.max(22, Math.min(36, (height - 60) / Math.max(...columns.map((one) => one.nodes.length))));
  const long = (name) => [...name].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 255 ? 12 : 7), 0) > wide - 44;
  const label = (node) => ({ show: true, position: "right", distance: 3, padding: [2, 4], backgroundColor: css("--paper"), color: css("--ink"), fontSize: 12, fontWeight: node.critical ? 600 : 400, ...(long(node.name) && { width: wide - 44, overflow: "truncate" }) });
  const words = { show: true, position: "right", color: css("--ink"), fontWeight: 700, fontSize: 13 };
  const heads = columns.map((one, x) => ({ id: `layer-${x}`, name: one.name, x: x * wide, y: 12, symbolSize: 0, label: { ...words, formatter: one.name }, silent: true }));
  /* Corners pin the picture to the pixels of its box, so that marks keep their shape. */
  const corners = [[0, 0], [width, height]].map(([x, y], i) => ({ id: `corner-${i}`, x, y, symbolSize: 0, silent: true }));
  const nodes = columns.flatMap((one, x) => one.nodes.map((node, y) => ({ ...node, id: String(node.id), x: x * wide + 10, y: 44 + y * high, ...symbol(node), label: label(node) })));
  const edges = data.edges.map(({ source, target, weight = 1 }) => ({ source: String(source), target: String(target), lineStyle: { width: 0.6 + 2.4 * weight } }));
  return {
    ...item(data),
    tooltip: { ...item(data).tooltip, formatter: ({ dataType, data: one }) => (dataType === "node" ? [one.name, one.said].filter(Boolean).join("\n") : `${names(data, one.source)} → ${names(data, one.target)}`) },
    series: [{ type: "graph", layout: "none", left: 0, top: 0, width, height, roam: false, nodes: [...corners, ...heads, ...nodes], edges, lineStyle: { color: css("--ink"), opacity: 0.13, curveness: 0.06 }, emphasis: { focus: "adjacency", lineStyle: { color: css("--accent"), opacity: 0.85 } }, blur: { itemStyle: { opacity: 0.25 }, label: { opacity: 0.25 }, lineStyle: { opacity: 0.02 } } }],
  };
};
const names = (data, id) => data.nodes.find((node) => String(node.id) === id)?.name ?? id;

const KINDS = { bar: upright, stacked: (data) => upright(data, { stack: "all" }), rows: lying, "stacked-rows": (data, box) => lying(data, box, { stack: "all" }), line, heat, scatter, gantt, chain };

let library;
const echarts = (address) =>
  (library ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => done(window.echarts));
    script.addEventListener("error", failed);
    document.head.append(script);
  }));

const draw = async (box) => {
  box.dataset.drawn = "";
  const data = JSON.parse(document.getElementById(box.dataset.source).textContent);
  const { init } = await echarts(box.dataset.library);
  const picture = init(box, null, { renderer: "canvas" });
  const paint = () => picture.setOption({ ...KINDS[box.dataset.kind](data, box), ...data.option }, true);
  paint();
  picture.on("click", ({ data: one }) => one?.url && location.assign(one.url));
  document.addEventListener("face:theme", () => {
    paint();
    picture.getZr().flush();
  });
  new ResizeObserver(() => {
    picture.resize();
    if (box.dataset.kind === "chain") paint();
  }).observe(box);
};

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    draw(target);
  }
}, { rootMargin: "300px" });

const scan = () => document.querySelectorAll(".chart[data-source]:not([data-drawn])").forEach((box) => seen.observe(box));
scan();
document.addEventListener("htmx:after:swap", scan);

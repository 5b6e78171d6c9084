/* Maps: areas, zones and points from GeoJSON; no tiles needed; the list beside it says the same. */
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const EMPTY = { type: "FeatureCollection", features: [] };
const COLOURS = { accent: "--accent", amber: "--amber-fill", wrong: "--wrong", good: "--good", soft: "--soft" };
const colour = (one) => css(Number.isInteger(one) ? `--p${one % 6}` : (COLOURS[one] ?? "--soft"));

const places = (geometry) => (geometry.type === "GeometryCollection" ? geometry.geometries.flatMap(places) : geometry.coordinates.flat(Infinity));

const bounds = (collections) => {
  const box = [180, 90, -180, -90];
  for (const { geometry } of collections.flatMap((one) => one.features)) {
    const flat = places(geometry);
    for (let i = 0; i < flat.length; i += 2) {
      box[0] = Math.min(box[0], flat[i]);
      box[1] = Math.min(box[1], flat[i + 1]);
      box[2] = Math.max(box[2], flat[i]);
      box[3] = Math.max(box[3], flat[i + 1]);
    }
  }
  return box;
};

/* Names stand once, in the middle of the largest ring, however far one zooms in. */
const rings = (geometry) => ({ Polygon: [geometry.coordinates], MultiPolygon: geometry.coordinates })[geometry.type]?.map((one) => one[0]) ?? [];
const extent = (ring) => ring.reduce((sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length][1] - ring[(i + 1) % ring.length][0] * y, 0) / 2;
const heart = (ring) => {
  const [x0, y0] = ring[0];
  const moved = ring.map(([x, y]) => [x - x0, y - y0]);
  const sums = moved.reduce(([sx, sy], [x, y], i) => {
    const [nx, ny] = moved[(i + 1) % moved.length];
    const cross = x * ny - nx * y;
    return [sx + (x + nx) * cross, sy + (y + ny) * cross];
  }, [0, 0]);
  const six = 6 * extent(moved);
  return [x0 + sums[0] / six, y0 + sums[1] / six];
};
const named = (collection = EMPTY) => ({
  type: "FeatureCollection",
  features: collection.features.map(({ geometry, properties }) => {
    const largest = rings(geometry).sort((a, b) => Math.abs(extent(b)) - Math.abs(extent(a)))[0];
    return { type: "Feature", properties, geometry: { type: "Point", coordinates: largest ? heart(largest) : middle({ geometry }) } };
  }),
});

const byLegend = (legend, fallback) => {
  const pairs = legend.flatMap((entry) => [entry.key, colour(entry.colour)]);
  return pairs.length ? ["match", ["to-string", ["get", "key"]], ...pairs, fallback] : fallback;
};
const hollow = (legend) => {
  const keys = legend.filter((entry) => entry.hollow).map((entry) => entry.key);
  return keys.length ? ["match", ["to-string", ["get", "key"]], keys, true, false] : false;
};
const player = () => ["match", ["get", "colour"], ...[0, 1, 2, 3, 4, 5].flatMap((i) => [i, colour(i)]), css("--strong-line")];
const text = (size, more = {}) => ({ "text-field": ["get", "name"], "text-size": size, "text-font": ["local"], "text-max-width": 8, ...more });

const style = (data, tiles) => {
  const halo = { "text-halo-color": css("--raised"), "text-halo-width": 1.6 };
  const key = byLegend(data.legend, css("--soft"));
  const layers = [
    { id: "ground", type: "background", paint: { "background-color": css("--raised") } },
    ...(tiles ? [{ id: "tiles", type: "raster", source: "tiles", paint: { "raster-opacity": 0.7, "raster-saturation": -0.5 } }] : []),
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": player(), "fill-opacity": tiles ? 0.08 : 0.12 } },
    { id: "area-lines", type: "line", source: "areas", paint: { "line-color": css("--strong-line"), "line-width": 1 } },
    { id: "zones", type: "fill", source: "zones", paint: { "fill-color": key, "fill-opacity": 0.45 } },
    { id: "zone-lines", type: "line", source: "zones", paint: { "line-color": key, "line-width": 1.5 } },
    { id: "flows", type: "line", source: "flows", layout: { "line-cap": "round" }, paint: { "line-color": key, "line-opacity": 0.55, "line-width": ["interpolate", ["linear"], ["get", "weight"], 1, 1.5, 12, 8] } },
    { id: "points", type: "circle", source: "points", paint: { "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, 4, 14, 8], "circle-color": ["case", hollow(data.legend), css("--raised"), key], "circle-stroke-color": ["case", hollow(data.legend), key, css("--raised")], "circle-stroke-width": 1.6 } },
    { id: "area-names", type: "symbol", source: "area-hearts", layout: text(12, { "text-letter-spacing": 0.1 }), paint: { "text-color": css("--soft"), ...halo } },
    { id: "zone-names", type: "symbol", source: "zone-hearts", layout: text(12), paint: { "text-color": css("--ink"), ...halo } },
    { id: "point-names", type: "symbol", source: "points", minzoom: 12, layout: text(11, { "text-anchor": "top", "text-offset": [0, 0.8], "text-optional": true }), paint: { "text-color": css("--ink"), ...halo } },
  ];
  const geojson = (name) => ({ type: "geojson", data: data[name] ?? EMPTY });
  const sources = { areas: geojson("areas"), zones: geojson("zones"), points: geojson("points"), flows: geojson("flows"), "area-hearts": { type: "geojson", data: named(data.areas) }, "zone-hearts": { type: "geojson", data: named(data.zones) } };
  if (tiles) sources.tiles = { type: "raster", tiles: [tiles], tileSize: 256 };
  return { version: 8, sources, layers };
};

const popup = (properties) => {
  const said = document.createElement("div");
  const name = document.createElement(properties.url ? "a" : "b");
  name.textContent = properties.name;
  if (properties.url) name.href = properties.url;
  said.append(name);
  for (const line of (properties.note ?? "").split("\n").filter(Boolean)) {
    const row = document.createElement("div");
    row.className = "quiet";
    row.textContent = line;
    said.append(row);
  }
  return said;
};

const middle = ({ geometry }) => {
  const [west, south, east, north] = bounds([{ features: [{ geometry }] }]);
  return [(west + east) / 2, (south + north) / 2];
};

const SHOWN = ["zones", "zone-lines", "zone-names", "flows", "points", "point-names"];

const draw = async (box) => {
  const piece = box.closest(".map-piece");
  const data = box.dataset.url ? await (await fetch(box.dataset.url)).json() : JSON.parse(document.getElementById(box.dataset.source).textContent);
  const { Map, Popup, NavigationControl, AttributionControl, setWorkerUrl } = await import(box.dataset.library);
  setWorkerUrl(box.dataset.worker);
  const all = [data.areas, data.zones, data.points].map((one) => one ?? EMPTY);
  const map = new Map({ container: box, style: style(data, box.dataset.tiles), bounds: bounds(all), fitBoundsOptions: { padding: 28 }, attributionControl: false, dragRotate: false, pitchWithRotate: false, localIdeographFontFamily: css("--han"), cooperativeGestures: matchMedia("(pointer: coarse)").matches, fadeDuration: 0 });
  if (box.dataset.tiles) map.addControl(new AttributionControl({ compact: true }));
  map.addControl(new NavigationControl({ showCompass: false }), "top-left");
  map.touchZoomRotate.disableRotation();
  const note = new Popup({ closeButton: false, maxWidth: "260px", focusAfterOpen: false });

  const show = (feature, at) => {
    note.setLngLat(at).setDOMContent(popup(feature.properties)).addTo(map);
    for (const row of piece.querySelectorAll(".map-list [data-id]")) {
      const mine = row.dataset.id === String(feature.properties.id);
      row.toggleAttribute("aria-current", mine);
      if (mine) row.scrollIntoView({ block: "nearest" });
    }
  };
  for (const layer of ["zones", "points"]) {
    map.on("click", layer, (event) => show(event.features[0], event.lngLat));
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
  piece.addEventListener("click", (event) => {
    const row = event.target.closest(".map-list button[data-id]");
    const feature = row && [...all[1].features, ...all[2].features].find(({ properties }) => String(properties.id) === row.dataset.id);
    if (!feature) return;
    map.easeTo({ center: middle(feature), zoom: Math.max(map.getZoom(), 12), duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200 });
    show(feature, middle(feature));
  });

  const filter = () => {
    const ticks = [...piece.querySelectorAll(".legend input")];
    const off = ticks.filter((tick) => !tick.checked).map((tick) => tick.value);
    const ticked = ["!", ["in", ["to-string", ["get", "key"]], ["literal", off]]];
    const asked = piece.only ? ["all", ticked, ["in", ["get", "id"], ["literal", piece.only]]] : ticked;
    for (const layer of SHOWN) map.setFilter(layer, layer.startsWith("point") ? asked : ticked);
    for (const row of piece.querySelectorAll(".map-list [data-key]")) row.closest("li").hidden = off.includes(row.dataset.key);
  };
  piece.addEventListener("map:only", filter); // a page narrows the points to the ids in piece.only
  piece.addEventListener("change", (event) => event.target.closest(".legend") && filter());
  document.addEventListener("face:theme", () => {
    map.setStyle(style(data, box.dataset.tiles), { diff: false });
    map.once("styledata", filter);
  });
  box.dataset.ready = "";
};

const start = (box) => {
  box.dataset.drawn = "";
  draw(box).catch((error) => {
    const said = document.createElement("p");
    said.className = "map-said";
    said.textContent = box.dataset.failed;
    box.append(said);
    throw error;
  });
};

const scan = () => document.querySelectorAll(".map[data-library]:not([data-drawn])").forEach(start);
scan();
document.addEventListener("htmx:after:swap", scan);

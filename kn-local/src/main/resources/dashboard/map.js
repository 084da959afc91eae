// Where events go: sources, brokers and channels, event types, triggers and subscriptions, and what takes the events, left to right.

import { html, key, svg } from "./dom.js";
import { edges, pointed, pointing } from "./edges.js";
import { faultsOf } from "./faults.js";
import { saidOf, shown, typeNodes, wanted } from "./types.js";

const ROW = 46;
const HEIGHT = 34;
/** Where each begins, and how wide its boxes are. */
const COLUMNS = {
  source: { x: 10, width: 160 },
  hub: { x: 215, width: 160 },
  type: { x: 430, width: 250 },
  way: { x: 740, width: 180 },
  taker: { x: 990, width: 190 },
};

export function map(status, rates) {
  const nodes = place(status);
  const height = Math.max(...nodes.map((node) => node.y), 0) + ROW;
  const width = COLUMNS.taker.x + COLUMNS.taker.width + 20;
  const drawing = svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "Where events go" },
    edges(status, nodes, rates),
    nodes.map(box),
  );
  pointing(drawing);
  return html("section", { "aria-label": "Map" }, headings(), html("div", { class: "scroll" }, drawing));
}

function headings() {
  return html(
    "p",
    { class: "legend" },
    "Sources, brokers, event types, triggers, and what takes their events. A function has a dot for each instance; a hollow one starts."
      + " A dotted line leads back to a type that a function answers with, a dotted box is a type that is asked for and was never seen. Point at a box to see its lines alone.",
  );
}

/** A row for each trigger or subscription; what they come from and go to stands in the middle of theirs. */
function place(status) {
  const ways = [
    ...status.triggers.map((it) => ({ it, hub: it.broker, kind: "trigger" })),
    ...status.subscriptions.map((it) => ({ it, hub: it.channel, kind: "subscription" })),
  ].sort(byType).map(({ it, hub, kind }, row) => ({
    id: "way " + full(it), column: "way", y: row * ROW, kind, title: key(it), bad: !it.ready, why: it.reason, hub, it,
    note: it.lag > 0 ? it.lag + " to go" : "",
  }));
  const types = typeNodes(status, ways).map((it) => ({ ...it, y: middle(it.takers) }));
  spread(types);
  if (types.length > ways.length) {
    // The longer column has its rows one below the other, the shorter one keeps to it.
    ways.forEach((way) => (way.y = middle(types.filter((type) => type.takers.includes(way)))));
    spread(ways);
  }
  const hubs = [...status.brokers, ...status.channels].map((it) => ({
    id: "hub " + full(it), column: "hub", title: key(it), kind: it.class ?? it.type, bad: !it.ready, why: it.reason, note: "", it,
    y: middle([...types, ...ways].filter((node) => node.hub === full(it))),
  }));
  const takers = subscribers(ways, status);
  const sources = status.sources.map((it) => ({
    id: "source " + full(it), column: "source", title: key(it), kind: it.type, bad: !it.ready, why: it.reason, note: "", it, y: 0,
  }));
  [hubs, takers, sources].forEach(spread);
  const all = [...sources, ...hubs, ...types, ...ways, ...takers];
  return all.map((node) => ({ ...node, ...COLUMNS[node.column], height: HEIGHT }));
}

/** Triggers of one type stand together, and those that name none at the end. */
function byType(a, b) {
  const first = (way) => wanted(way)?.toSorted()[0] ?? "\uffff";
  return a.hub.localeCompare(b.hub) || first(a).localeCompare(first(b));
}

function subscribers(ways, status) {
  const names = [...new Set(ways.map((way) => way.it.subscriber))];
  const takers = names.map((subscriber) => ({
    id: "taker " + subscriber, column: "taker", title: shown(subscriber), kind: "subscriber", note: "",
    y: middle(ways.filter((way) => way.it.subscriber === subscriber)),
  }));
  for (const it of status.functions) {
    const there = takers.find((taker) => taker.title === key(it) || taker.title === full(it));
    const node = there ?? { id: "taker ksvc:" + full(it), column: "taker", y: Infinity };
    Object.assign(node, {
      title: key(it), kind: "function", it, bad: it.state === "FAILED", why: it.reason, state: it.state, note: functionNote(it),
      fault: faultsOf(it, status),
    });
    if (!there) {
      takers.push(node);
    }
  }
  return takers;
}

function functionNote(it) {
  const load = it.inFlight + it.queued > 0 ? `, ${it.inFlight} in work` + (it.queued > 0 ? `, ${it.queued} wait` : "") : "";
  return { ZERO: "asleep", STARTING: "waking", READY: "awake", STOPPING: "ebbing", FAILED: "failed" }[it.state] + load;
}

function middle(rows) {
  return rows.length === 0 ? Infinity : rows.reduce((sum, row) => sum + row.y, 0) / rows.length;
}

/** Keeps their order, and puts no two of them on each other. */
function spread(column) {
  column.sort((a, b) => a.y - b.y || a.title.localeCompare(b.title));
  let free = 0;
  for (const node of column) {
    node.y = Math.max(Number.isFinite(node.y) ? node.y : 0, free);
    free = node.y + ROW;
  }
}

function box(node) {
  const { x, width } = node;
  const y = node.y + 4;
  const said = node.column === "type" ? saidOf(node) : saidOfOther(node);
  const link = node.type !== undefined;
  const drawn = svg(
    "g",
    { class: classes(node), "data-id": node.id, role: link ? undefined : "img", "aria-label": link ? undefined : said },
    svg("title", {}, said),
    svg("rect", { x, y, width, height: HEIGHT, rx: 6 }),
    svg("text", { x: x + 10, y: y + 15 }, node.column === "type" ? shortenedBefore(node.title) : shortened(node.title, width / 8)),
    svg("text", { x: x + 10, y: y + 28, class: "note" }, shortened(noteOf(node), width / 5.8)),
    node.state ? dots(node.it, x + width - 12, y + 11) : null,
  );
  return link ? svg("a", { href: "#events=" + encodeURIComponent(node.type), "aria-label": said }, drawn) : drawn;
}

function classes(node) {
  return ["node", node.column, node.state, node.bad && "bad", node.fault && "fault", node.unseen && "unseen", pointed(node.id)].filter(Boolean).join(" ");
}

function noteOf(node) {
  return node.fault ? "⚡ " + node.fault : node.bad ? node.why : node.note || node.kind;
}

function saidOfOther(node) {
  return [node.kind, node.title, node.note, node.fault ? "on purpose: " + node.fault : "", node.bad ? node.why : ""].filter(Boolean).join(", ");
}

function dots(it, right, y) {
  return Array.from({ length: Math.min(12, Math.max(it.ready, it.desired)) }, (_, i) =>
    svg("circle", { cx: right - i * 9, cy: y, r: 3.2, class: i < it.ready ? "instance" : "instance wanted" }),
  );
}

function shortened(text, most) {
  return text.length > most ? text.slice(0, most - 1) + "…" : text;
}

/** Types begin alike, and differ at their end. */
function shortenedBefore(text, most = 31) {
  return text.length > most ? "…" + text.slice(1 - most) : text;
}

function full(resource) {
  return resource.namespace + "/" + resource.name;
}

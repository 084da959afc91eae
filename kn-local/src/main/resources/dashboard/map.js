// Where events go: sources, brokers and channels, triggers and subscriptions, and what takes the events, left to right.

import { html, key, svg } from "./dom.js";
import { faultsOf } from "./faults.js";
import { perSecond } from "./rates.js";

const ROW = 46;
const BOX = { width: 190, height: 34 };
const COLUMNS = { source: 10, hub: 250, way: 510, taker: 790 };

export function map(status, rates) {
  const nodes = place(status);
  const height = Math.max(...nodes.map((node) => node.y), 0) + ROW;
  const width = COLUMNS.taker + BOX.width + 20;
  const drawing = svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "Where events go" },
    edges(status, nodes, rates).map(edge),
    nodes.map(box),
  );
  return html("section", { "aria-label": "Map" }, headings(), html("div", { class: "scroll" }, drawing));
}

function headings() {
  return html(
    "p",
    { class: "legend" },
    "Sources, brokers, triggers, and what takes their events. A function has a dot for each instance; a hollow one starts.",
  );
}

/** A row for each trigger or subscription; what they come from and go to stands in the middle of theirs. */
function place(status) {
  const ways = [
    ...status.triggers.map((it) => ({ it, hub: it.broker, kind: "trigger" })),
    ...status.subscriptions.map((it) => ({ it, hub: it.channel, kind: "subscription" })),
  ].map(({ it, hub, kind }, row) => ({
    id: "way " + full(it), column: "way", y: row * ROW, kind, title: key(it), bad: !it.ready, why: it.reason, hub, it,
    note: it.lag > 0 ? it.lag + " to go" : "",
  }));
  const hubs = [...status.brokers, ...status.channels].map((it) => ({
    id: "hub " + full(it), column: "hub", title: key(it), kind: it.class ?? it.type, bad: !it.ready, why: it.reason, note: "", it,
    y: middle(ways.filter((way) => way.hub === full(it))),
  }));
  const takers = subscribers(ways, status);
  const sources = status.sources.map((it) => ({
    id: "source " + full(it), column: "source", title: key(it), kind: it.type, bad: !it.ready, why: it.reason, note: "", it, y: 0,
  }));
  [hubs, takers, sources].forEach(spread);
  return [...sources, ...hubs, ...ways, ...takers];
}

function subscribers(ways, status) {
  const names = [...new Set(ways.map((way) => way.it.subscriber))];
  const takers = names.map((subscriber) => ({
    id: "taker " + subscriber, column: "taker", title: subscriber.replace(/^ksvc:/, ""), kind: "subscriber", note: "",
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

function edges(status, nodes, rates) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const all = [];
  const join = (from, to, rate) => {
    if (byId.has(from) && byId.has(to)) {
      all.push({ from: byId.get(from), to: byId.get(to), rate });
    }
  };
  for (const way of nodes.filter((node) => node.column === "way")) {
    join("hub " + way.hub, way.id, 0);
    join(way.id, "taker " + way.it.subscriber, rates.of("out", way.it));
  }
  for (const source of status.sources) {
    const hub = sinkOf(source, status);
    join("source " + full(source), hub ? "hub " + full(hub) : "", rates.of("from", source));
  }
  return all;
}

/** What `broker:default` names: of several of that name, the one beside the source. */
function sinkOf(source, status) {
  const [kind, name] = source.sink.split(":", 2);
  const hubs = (kind === "broker" ? status.brokers : kind.endsWith("channel") ? status.channels : []).filter((it) => it.name === name);
  return hubs.find((it) => it.namespace === source.namespace) ?? hubs[0];
}

function edge({ from, to, rate }) {
  const [x1, y1] = [COLUMNS[from.column] + BOX.width, from.y + BOX.height / 2 + 4];
  const [x2, y2] = [COLUMNS[to.column], to.y + BOX.height / 2 + 4];
  const bend = (x2 - x1) / 2;
  const line = svg("path", {
    d: `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`,
    class: rate > 0 ? "edge busy" : "edge",
    "stroke-width": 1 + Math.min(4, Math.log10(1 + rate)),
  });
  const label = svg("text", { x: x2 - 8, y: y2 - 5, class: "rate" }, perSecond(rate));
  return svg("g", {}, line, label);
}

function box(node) {
  const { x, y } = { x: COLUMNS[node.column], y: node.y + 4 };
  const said = [node.kind, node.title, node.note, node.fault ? "on purpose: " + node.fault : "", node.bad ? node.why : ""].filter(Boolean).join(", ");
  return svg(
    "g",
    { class: `node ${node.column} ${node.state ?? ""} ${node.bad ? "bad" : ""} ${node.fault ? "fault" : ""}`, role: "img", "aria-label": said },
    svg("title", {}, said),
    svg("rect", { x, y, width: BOX.width, height: BOX.height, rx: 6 }),
    svg("text", { x: x + 10, y: y + 15 }, shortened(node.title)),
    svg("text", { x: x + 10, y: y + 28, class: "note" }, shortened(node.fault ? "⚡ " + node.fault : node.bad ? node.why : node.note || node.kind, 34)),
    node.state ? dots(node.it, x + BOX.width - 12, y + 11) : null,
  );
}

function dots(it, right, y) {
  return Array.from({ length: Math.min(12, Math.max(it.ready, it.desired)) }, (_, i) =>
    svg("circle", { cx: right - i * 9, cy: y, r: 3.2, class: i < it.ready ? "instance" : "instance wanted" }),
  );
}

function shortened(text, most = 24) {
  return text.length > most ? text.slice(0, most - 1) + "…" : text;
}

function full(resource) {
  return resource.namespace + "/" + resource.name;
}

// The lines of the map, and which of them are those of the box that somebody points at.

import { svg } from "./dom.js";
import { perSecond } from "./rates.js";
import { anyId, typeId, wanted } from "./types.js";

/** More lines back than that are drawn for the box that is pointed at alone. */
const MOST_BACK = 40;

/** The id of the box that is pointed at, which outlasts the picture: it is drawn anew every second. */
let lit = "";

export function edges(status, nodes, rates) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const all = [];
  const join = (from, to, rate, back) => {
    if (byId.has(from) && byId.has(to)) {
      all.push({ from: byId.get(from), to: byId.get(to), rate, back });
    }
  };
  nodes.filter((node) => node.column === "way").forEach((way) => ofWay(way, rates, join));
  nodes.filter((node) => node.column === "type").forEach((type) => ofType(type, status, rates, join));
  for (const source of status.sources) {
    const hub = sinkOf(source, status);
    join("source " + full(source), hub ? "hub " + full(hub) : "", rates.of("from", source));
  }
  const quiet = all.filter((it) => it.back).length > MOST_BACK;
  return svg("g", { class: lit ? "edges pointed" : "edges" }, all.map((it) => edge(it, quiet)));
}

function ofWay(way, rates, join) {
  if (way.kind === "subscription") {
    join("hub " + way.hub, way.id, 0);
  } else if (wanted(way)) {
    wanted(way).forEach((type) => join(typeId(way.hub, type), way.id, rates.of("out", way.it, type)));
  } else {
    join(anyId(way.hub), way.id, rates.of("out", way.it));
  }
  join(way.id, "taker " + way.it.subscriber, rates.of("out", way.it));
}

function ofType(node, status, rates, join) {
  const broker = status.brokers.find((it) => full(it) === node.hub);
  join("hub " + node.hub, node.id, node.any ? rates.of("in", broker) : node.type === undefined ? 0 : rates.of("in", broker, node.type));
  const emitters = Map.groupBy(node.emitters, (way) => way.it.subscriber);
  for (const [subscriber, ways] of emitters) {
    const rate = ways.reduce((sum, way) => sum + rates.of("answer", way.it, node.type), 0);
    join("taker " + subscriber, node.id, rate, true);
  }
}

/** What `broker:default` names: of several of that name, the one beside the source. */
function sinkOf(source, status) {
  const [kind, name] = source.sink.split(":", 2);
  const hubs = (kind === "broker" ? status.brokers : kind.endsWith("channel") ? status.channels : []).filter((it) => it.name === name);
  return hubs.find((it) => it.namespace === source.namespace) ?? hubs[0];
}

function edge({ from, to, rate, back }, quiet) {
  const low = back ? 26 : from.height / 2;
  const [x1, y1] = [back ? from.x : from.x + from.width, from.y + low + 4];
  const [x2, y2] = [back ? to.x + to.width : to.x, to.y + low + 4];
  const bend = (x2 - x1) / 2;
  const line = svg("path", {
    d: `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`,
    class: ["edge", rate > 0 && "busy", back && "back"].filter(Boolean).join(" "),
    "stroke-width": 1 + Math.min(4, Math.log10(1 + rate)),
  });
  const label = svg("text", { x: x2 - 8, y: y2 - 5, class: "rate" }, back ? "" : perSecond(rate));
  const name = [back && quiet ? "quiet" : "", isLit(from.id, to.id) ? "lit" : ""].filter(Boolean).join(" ");
  return svg("g", { class: name, "data-from": from.id, "data-to": to.id }, line, label);
}

function isLit(...ids) {
  return lit !== "" && ids.includes(lit);
}

/** The class of a box. */
export function pointed(id) {
  return isLit(id) ? "lit" : "";
}

/** Shows the lines of the box alone that the pointer or the focus is on. */
export function pointing(drawing) {
  const point = (event) => light(drawing, event.target.closest("a, g.node"));
  drawing.addEventListener("pointerover", point);
  drawing.addEventListener("focusin", point);
  drawing.addEventListener("pointerleave", () => light(drawing, null));
  drawing.addEventListener("focusout", () => light(drawing, null));
}

function light(drawing, element) {
  const node = element?.matches("a") ? element.firstElementChild : element;
  lit = node?.dataset.id ?? "";
  drawing.querySelector(".edges").classList.toggle("pointed", lit !== "");
  for (const it of drawing.querySelectorAll(".edges > g")) {
    it.classList.toggle("lit", isLit(it.dataset.from, it.dataset.to));
  }
  for (const it of drawing.querySelectorAll("g.node")) {
    it.classList.toggle("lit", isLit(it.dataset.id));
  }
}

function full(resource) {
  return resource.namespace + "/" + resource.name;
}

// The event types of the map: what a broker has taken in, what its triggers ask for, and what nobody has seen yet.

import { key } from "./dom.js";

/** Of the types that no trigger asks for by name, as many as can be read: those of which there are most. */
const MOST_UNASKED = 40;

/**
 * A node for each type of each broker, and one for "any type" where a trigger does not name what it wants.
 * @param ways the nodes of triggers and subscriptions
 */
export function typeNodes(status, ways) {
  return status.brokers.flatMap((broker) => ofBroker(broker, ways.filter((way) => way.kind === "trigger" && way.hub === full(broker))));
}

function ofBroker(broker, ways) {
  const came = broker.types ?? {};
  const asked = new Set(ways.flatMap((way) => way.it.types?.wanted ?? []));
  const unasked = Object.keys(came).filter((type) => !asked.has(type)).sort((a, b) => came[b] - came[a] || a.localeCompare(b));
  const nodes = [...asked, ...unasked.slice(0, MOST_UNASKED)].map((type) => node(broker, type, came[type] ?? 0, ways));
  const left = unasked.slice(MOST_UNASKED);
  if (left.length > 0) {
    nodes.push(rest(broker, left));
  }
  const takers = ways.filter((way) => !wanted(way));
  if (takers.length > 0) {
    nodes.push({ ...empty(broker, "any type"), id: anyId(full(broker)), any: true, takers, note: "for triggers that name none", emitters: [] });
  }
  return nodes;
}

function node(broker, type, count, ways) {
  const emitters = ways.filter((way) => (way.it.types?.answered[type] ?? 0) > 0);
  const from = [...new Set(emitters.map((way) => shown(way.it.subscriber)))];
  return {
    ...empty(broker, type),
    id: typeId(full(broker), type), type, count, emitters, unseen: count === 0,
    takers: ways.filter((way) => wanted(way)?.includes(type)),
    note: count === 0 ? "declared, never seen" : `${count} seen` + (from.length === 0 ? "" : ", from " + from.join(", ")),
  };
}

function rest(broker, types) {
  return { ...empty(broker, `${types.length} more types`), id: "type " + full(broker) + " more", takers: [], emitters: [], note: "that no trigger names" };
}

function empty(broker, title) {
  return { column: "type", title, kind: "event type", hub: full(broker), broker: key(broker) };
}

/** Those that a trigger asks for by name; undefined when it may take any. */
export function wanted(way) {
  return way.it.types?.wanted;
}

/** What is said of a type to those who do not see its edges. */
export function saidOf(node) {
  const names = (ways) => ways.map((way) => way.title).join(", ");
  const takers = node.takers.length === 0 ? "no trigger asks for it" : "taken by " + names(node.takers);
  return [node.kind, node.title, "of broker " + node.broker, node.note, takers].join(", ");
}

export function typeId(hub, type) {
  return "type " + hub + " = " + type;
}

export function anyId(hub) {
  return "type " + hub;
}

export function shown(subscriber) {
  return subscriber.replace(/^ksvc:/, "");
}

function full(resource) {
  return resource.namespace + "/" + resource.name;
}

// One event's journey, and those of all that it caused: as a tree, each step with its place in time.

import * as api from "./api.js";
import { html, time } from "./dom.js";
import { tools } from "./content.js";
import { waterfall } from "./waterfall.js";

const WORDS = {
  ACCEPTED: (note) =>
    `accepted ${again(note, "again ")}by ${note.place}, partition ${note.details.partition} offset ${note.details.offset}` +
    again(note, ": its sender sent it twice"),
  REFUSED: (note) => `refused with ${note.details.status}: ${note.details.why}`,
  VIOLATED: (note) =>
    `its data do not keep the schema of its type: ${note.details.why}` + (note.details.refused === "true" ? `; refused by ${note.place}` : ""),
  HELD: (note) =>
    `${note.place}: held ${note.details.millis} ms until ${note.details.function} ${note.details.asleep === "true" ? "had started" : "had room"}`,
  RETRYING: (note) => `${note.place}: attempt ${note.details.attempt} failed, ${note.details.why}; tried again after ${note.details.delay} ms`,
  DISTURBED: (note) => `${note.place}: ${note.details.why}`,
  DELIVERED: (note) =>
    `${note.place}: delivered${again(note, " again")} in ${note.details.millis} ms` +
    (note.details.attempt === "1" ? "" : ` at attempt ${note.details.attempt}`) +
    (note.details.replyType ? `, it answered ${note.details.replyType}` : ""),
  DEAD_LETTERED: (note) => `${note.place}: dead letter, ${note.details.why}; ${note.details.sink} has it`,
  LOST: (note) => `${note.place}: lost, ${note.details.why}`,
};

/** What has been before is said of it. */
function again(note, words) {
  return note.details.again ? words : "";
}

let before = { text: "", element: null };

/** The same element as long as there is no news, so that what is open stays open. */
export async function journey(id) {
  const flow = await api.journey(id);
  const text = id + JSON.stringify(flow);
  if (text !== before.text) {
    before = { text, element: drawn(id, flow.events, flow.more) };
  }
  return before.element;
}

function drawn(id, events, more) {
  if (events.length === 0) {
    return html("section", { "aria-label": "Journey" }, html("p", {}, `No event ${id} is known here, nor a flow that began with it.`));
  }
  const times = notes(events).map((note) => Date.parse(note.at));
  const span = { from: Math.min(...times), length: Math.max(1, Math.max(...times) - Math.min(...times)) };
  return html(
    "section",
    { "aria-label": "Journey" },
    html("h2", {}, "Journey of ", html("code", {}, id)),
    html("p", { class: "legend" }, `${times.length} steps in ${span.length} ms` + (more ? ", and more than are told of" : "")),
    waterfall(events),
    html("ul", { class: "journey" }, events.map((event) => node(event, span, id))),
  );
}

function notes(events) {
  return events.flatMap((event) => [...event.steps, ...notes(event.caused)]);
}

function node(event, span, asked) {
  const first = event.steps[0];
  const waiting = event.others.filter((it) => it.whyNot === undefined);
  const unwanted = event.others.filter((it) => it.whyNot !== undefined);
  const untaken = event.steps.every((note) => note.step === "ACCEPTED" || note.step === "VIOLATED");
  return html(
    "li",
    { class: first.id === asked ? "asked" : "" },
    html("h3", {}, first.type, " ", html("code", {}, first.id), html("small", {}, " from " + first.source)),
    tools(event.steps),
    html("ol", {}, event.steps.map((note) => step(note, span)), waiting.map(other)),
    unwanted.length === 0
      ? null
      : html(
          "details",
          { open: first.id === asked || untaken ? "" : false },
          html("summary", {}, `${unwanted.length} do not want it`),
          html("ol", {}, unwanted.map(other)),
        ),
    event.caused.length === 0 ? null : html("ul", {}, event.caused.map((caused) => node(caused, span, asked))),
  );
}

function step(note, span) {
  const mark = html("i", {});
  const at = Date.parse(note.at) - span.from;
  const lasted = Number(note.details?.millis ?? 0);
  mark.style.left = (100 * Math.max(0, at - lasted)) / span.length + "%";
  mark.style.width = `max(3px, ${(100 * Math.min(lasted, at)) / span.length}%)`;
  return html(
    "li",
    { class: note.step.toLowerCase() },
    html("time", { datetime: note.at }, time(note.at)),
    html("span", { class: "line", "aria-hidden": "true" }, mark),
    html("span", {}, WORDS[note.step](note) + (note.details?.replay ? ` (replay ${note.details.replay})` : "")),
  );
}

function other(other) {
  const wants = other.whyNot === undefined;
  return html(
    "li",
    { class: wants ? "waiting" : "unwanted" },
    html("time", {}),
    html("span", { class: "line" }),
    html("span", {}, `${other.place}: ${wants ? "wanted, not delivered yet" : "not wanted, " + other.whyNot}`),
  );
}

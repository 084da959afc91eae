// What an event says, and what can be done with it: below its name in a journey.

import * as api from "./api.js";
import { eventLink, html } from "./dom.js";

/** By event: what is open below it or was said of it, so that it outlasts the journey's next look. */
const kept = new Map();
const MOST_KEPT = 500;

/** Where the event came in, at a broker if at one, the last time; null when that is not known. */
function placeOf(steps) {
  const accepted = steps.filter((note) => note.step === "ACCEPTED");
  const note = accepted.findLast((it) => it.place.startsWith("broker ")) ?? accepted.at(-1);
  return note
    ? { place: note.place, partition: note.details.partition, offset: note.details.offset, id: note.id, source: note.source }
    : null;
}

/** The buttons of an event, with what they bring below them. */
export function tools(steps) {
  const place = placeOf(steps);
  if (place === null) {
    return null;
  }
  const key = JSON.stringify([place.source, place.id]);
  const made = kept.get(key) ?? make(place);
  // The one looked at last is the last to go.
  kept.delete(key);
  kept.set(key, made);
  if (kept.size > MOST_KEPT) {
    kept.delete(kept.keys().next().value);
  }
  made.event.place = place;
  return made.element;
}

function make(place) {
  const event = { place };
  return { event, element: html("div", { class: "tools" }, parts(event)) };
}

function parts(event) {
  const said = html("p", { role: "status" });
  const shown = html("pre", { hidden: "", tabindex: "0", role: "region", "aria-label": "The event " + event.place.id });
  const show = html("button", { type: "button", "aria-expanded": "false", onclick: () => toggle(event, show, shown, said) }, "show event");
  if (!event.place.place.startsWith("broker ")) {
    return [show, said, shown];
  }
  const edit = html("button", { type: "button", onclick: () => (location.hash = "#send=" + encodeURIComponent(JSON.stringify(event.place))) }, "send an edited copy");
  const again = html("button", { type: "button", title: "Posts it to its broker once more, with the same id", onclick: () => runAgain(event, again, said) }, "run again");
  return [show, " ", edit, " ", again, said, shown];
}

async function toggle(event, button, shown, said) {
  if (!shown.hidden) {
    shown.hidden = true;
  } else {
    try {
      shown.textContent = text(await api.event(event.place));
      shown.hidden = false;
      say(said, "");
    } catch (error) {
      say(said, error.message, true);
    }
  }
  button.setAttribute("aria-expanded", String(!shown.hidden));
  button.textContent = shown.hidden ? "show event" : "hide event";
}

async function runAgain(event, button, said) {
  button.disabled = true;
  try {
    const answer = await api.send({ again: event.place });
    if (answer.status === 202) {
      say(said, "Accepted once more. A function that does everything once by source and id does nothing again; a copy with a new id is new to it.");
    } else {
      say(said, `${answer.status}: ${answer.reason || "refused"}`, true);
    }
  } catch (error) {
    say(said, error.message, true);
  }
  button.disabled = false;
}

function text(event) {
  const head = Object.entries(event.attributes).map(([name, value]) => `${name}: ${value}`);
  return [...head, "", event.data === undefined ? (event.base64 ?? "(no data)") : pretty(event.data)].join("\n");
}

/** JSON with its lines broken, its numbers and strings as they were written; what is no JSON as it is. */
export function pretty(data) {
  try {
    JSON.parse(data);
  } catch {
    return data;
  }
  let depth = 0;
  const line = () => "\n" + "  ".repeat(depth);
  const lines = [];
  for (const [token] of data.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    if (token === "{" || token === "[") {
      depth++;
      lines.push(token, line());
    } else if (token === "}" || token === "]") {
      depth--;
      lines.push(/^[{[]$/.test(lines.at(-2)) && lines.at(-1).trim() === "" ? (lines.pop(), "") : line(), token);
    } else if (token === ",") {
      lines.push(token + line());
    } else {
      lines.push(token === ":" ? ": " : token);
    }
  }
  return lines.join("");
}

/** Tells, also those who do not see it, what has come of something. */
export function say(element, words, bad = false) {
  element.textContent = words;
  element.className = bad ? "bad" : "";
}

/** What the answer to a sent event was, with the way to its journey. */
export function outcome(element, answer) {
  if (answer.status === 202) {
    element.className = "";
    element.replaceChildren("202, accepted by broker " + answer.broker + ": ", eventLink(answer.id, "its journey"));
  } else {
    say(element, `${answer.status}, refused by broker ${answer.broker}: ${answer.reason || "it gives no reason"}`, true);
  }
}

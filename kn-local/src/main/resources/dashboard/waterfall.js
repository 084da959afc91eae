// A flow as a trace: a span for each thing that took time, each below the one that it was in. Derived from the steps of the
// journey; kn-local sends the same spans over OTLP where an endpoint is set.

import { html, table, time } from "./dom.js";

const MOST = 500;

/** Outcomes of attempts at a subscriber. */
const ATTEMPTS = new Set(["RETRYING", "DELIVERED", "DEAD_LETTERED", "LOST"]);

export function waterfall(events) {
  const rows = events.flatMap((event) => flow(event, 1));
  if (rows.length === 0) {
    return null;
  }
  const from = Math.min(...rows.map((row) => row.begin));
  const length = Math.max(1, Math.max(...rows.map((row) => row.begin + row.took)) - from);
  const shown = rows.slice(0, MOST);
  const more = rows.length > MOST ? `, the first ${MOST} of them shown` : "";
  return html(
    "details",
    { class: "waterfall", open: "" },
    html("summary", {}, `${rows.length} spans in ${Math.round(length)} ms${more}`),
    table(
      traces(events),
      ["Span", "What", "Begins", "Takes", "When"],
      shown.map((row) => drawn(row, from, length)),
    ),
  );
}

function traces(events) {
  const ids = new Set(events.flatMap((event) => event.steps.map((note) => note.details?.trace)));
  ids.delete(undefined);
  return ids.size === 0 ? "Spans" : "Trace " + [...ids].slice(0, 3).join(", ");
}

/** The spans of an event and of all that it caused, in the order in which they began. */
function flow(event, level) {
  const sent = event.steps.find((note) => note.step === "ACCEPTED");
  const own = sent === undefined ? [] : [span(sent, level, "send", sent.place, event.steps[0].type)];
  const below = level + own.length;
  const answers = new Set();
  const blocks = event.steps
    .filter((note) => ATTEMPTS.has(note.step))
    .map((note) => {
      const caused = event.caused.filter((it) => isAnswer(it, note) && !answers.has(it));
      caused.forEach((it) => answers.add(it));
      return attempt(note, event.steps, below, caused);
    });
  const others = event.caused.filter((it) => !answers.has(it)).map((it) => flow(it, below));
  return [...own, ...[...blocks, ...others].filter((it) => it.length > 0).sort((a, b) => a[0].begin - b[0].begin).flat()];
}

function isAnswer(event, note) {
  const first = event.steps[0];
  return note.details?.replyId === first.id && note.details?.replySource === first.source;
}

/** An attempt, with its wait in it and what was answered. */
function attempt(note, steps, level, caused) {
  const type = note.type;
  const inside = waits(note, steps).map((it) => (it.step === "HELD" ? span(it, level + 1, "hold", it.details.function, type) : span(it, level + 1, "fault", it.details.why, type)));
  const answered = caused.flatMap((it) => flow(it, level + 1));
  switch (note.step) {
    case "RETRYING":
      return [span(note, level, numbered(note), note.place, type, note.details.why), ...inside];
    case "DELIVERED":
      return [span(note, level, numbered(note), note.place, type), ...inside, ...answered];
    case "DEAD_LETTERED":
      return [...tried(note, level), ...inside, span(note, level, "dead letter", note.details.sink, type, note.details.why), ...answered];
    default:
      return [...tried(note, level), ...inside, span(note, level, "lost", note.place, type, note.details.why)];
  }
}

function numbered(note) {
  return note.details.attempt === "1" ? "deliver" : `deliver, attempt ${note.details.attempt}`;
}

/** The last attempt at the subscriber, before the dead letter. */
function tried(note, level) {
  if (note.details.tried === undefined) {
    return [];
  }
  const row = span(note, level, numbered(note), note.place, note.type, note.details.why);
  return [{ ...row, at: note.details.tried, begin: Date.parse(note.details.tried), took: Number(note.details.triedMillis) }];
}

/** What happened at the place since the attempt before. */
function waits(note, steps) {
  const here = steps.filter((it) => it.place === note.place);
  const end = here.indexOf(note);
  const before = here.slice(0, end).findLastIndex((it) => ATTEMPTS.has(it.step));
  return here.slice(before + 1, end).filter((it) => it.step === "HELD" || it.step === "DISTURBED");
}

/** A note is made when its span ends. */
function span(note, level, name, what, type, failed) {
  const took = Number(note.details?.millis ?? 0);
  const begin = Date.parse(note.at) - took;
  return { level, name, what, type, failed, took, begin, at: new Date(begin).toISOString(), step: note.step };
}

function drawn(row, from, length) {
  const bar = html("i", {});
  bar.style.left = (100 * (row.begin - from)) / length + "%";
  bar.style.width = `max(2px, ${(100 * row.took) / length}%)`;
  const name = html("th", { scope: "row" }, html("span", { class: "unseen" }, `level ${row.level}, `), row.name);
  name.style.paddingLeft = `${1.1 * (row.level - 1)}rem`;
  return html(
    "tr",
    { class: row.failed === undefined ? row.step.toLowerCase() : "bad" },
    name,
    html("td", {}, html("code", {}, row.what), html("small", {}, " " + row.type), row.failed === undefined ? null : html("small", {}, ` failed, ${row.failed}`)),
    html("td", {}, html("time", { datetime: row.at, title: time(row.at) }, `+${Math.round(row.begin - from)} ms`)),
    html("td", {}, `${row.took.toFixed(1)} ms`),
    html("td", { class: "line" }, bar),
  );
}

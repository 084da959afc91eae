// Functions and triggers, for those who would rather read.

import { html, key, row, table, time } from "./dom.js";
import { faultsOf } from "./faults.js";
import { perSecond } from "./rates.js";

export function functions(status) {
  const rows = status.functions.map((it) =>
    row(
      [
        html("a", { href: it.url }, key(it)),
        it.state.toLowerCase() + (it.reason ? ": " + it.reason : ""),
        faultsOf(it, status),
        `${it.ready}/${it.desired}`,
        inFlight(it),
        it.queued,
        it.requests ? millis(it.requests.medianMillis) : "",
        it.requests ? millis(it.requests.p99Millis) : "",
        it.starts ? `${it.starts.count}, median ${millis(it.starts.medianMillis)}` : "",
        it.lastEvent ? time(it.lastEvent) : "",
        it.revisions.map((revision) => `${revision.name} ${revision.percent} %`).join(", "),
        html("a", { href: "#logs=" + encodeURIComponent(it.namespace + "/" + it.name) }, "logs"),
      ],
      { class: it.state === "FAILED" ? "bad" : "" },
    ),
  );
  return section(
    "Functions",
    ["Name", "State", "On purpose", "Ready", "In flight", "Queued", "Median", "99 %", "Cold starts", "Last event", "Revisions", "Printed"],
    rows,
    "There is no function.",
  );
}

/** Of what all ready instances are meant to have at once. */
function inFlight(it) {
  return it.target === undefined ? it.inFlight : `${it.inFlight} of ${Number((it.target * Math.max(1, it.ready)).toFixed(1))}`;
}

function millis(time) {
  return (time < 10 ? time.toFixed(1) : Math.round(time)) + " ms";
}

/** @param below an element that stands below the table, or null */
export function triggers(status, rates, below) {
  const rows = [...status.triggers, ...status.subscriptions].map((it) =>
    row(
      [
        key(it),
        it.broker ?? it.channel,
        it.subscriber,
        it.ready ? "True" : it.reason,
        it.delivered,
        perSecond(rates.of("out", it)),
        it.retried,
        it.deadLettered,
        it.lag,
      ],
      { class: !it.ready || it.deadLettered > 0 ? "bad" : "" },
    ),
  );
  return section(
    "Triggers and subscriptions",
    ["Name", "Of", "Subscriber", "Ready", "Delivered", "Now", "Retried", "Dead letters", "Lag"],
    rows,
    "There is no trigger.",
    below,
  );
}

function section(title, headings, rows, none, below = null) {
  return html("section", { "aria-label": title }, rows.length === 0 ? html("p", {}, none) : table(title, headings, rows), below);
}

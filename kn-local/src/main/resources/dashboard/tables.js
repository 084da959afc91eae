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
        it.inFlight,
        it.queued,
        it.coldStartMillis === undefined ? "" : it.coldStartMillis + " ms",
        it.lastEvent ? time(it.lastEvent) : "",
        it.revisions.map((revision) => `${revision.name} ${revision.percent} %`).join(", "),
        html("a", { href: "#logs=" + encodeURIComponent(it.namespace + "/" + it.name) }, "logs"),
      ],
      { class: it.state === "FAILED" ? "bad" : "" },
    ),
  );
  return section(
    "Functions",
    ["Name", "State", "On purpose", "Ready", "In flight", "Queued", "Cold start", "Last event", "Revisions", "Printed"],
    rows,
    "There is no function.",
  );
}

export function triggers(status, rates) {
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
  );
}

function section(title, headings, rows, none) {
  return html("section", { "aria-label": title }, rows.length === 0 ? html("p", {}, none) : table(title, headings, rows));
}

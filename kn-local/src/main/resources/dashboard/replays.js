// Replays, how far they are, and the end of one that somebody does not want any more.

import * as api from "./api.js";
import { html, row, table } from "./dom.js";

/** By replay: why it could not be stopped. */
const unstopped = new Map();

/** Nothing when there was none. */
export async function replays() {
  const all = await api.replays();
  const headings = ["Replay", "Trigger", "State", "Read", "Wanted", "Delivered", "Failed", "Action"];
  return all.length === 0 ? null : table("Replays, the newest first", headings, all.toReversed().map(line));
}

function line(it) {
  const state = it.state.toLowerCase() + (it.dryRun ? ", dry" : "") + (it.why ? ": " + it.why : "") + (unstopped.has(it.id) ? ", not stopped: " + unstopped.get(it.id) : "");
  const cells = [it.id, it.trigger, state, `${it.events} of ${it.length}`, it.matched, it.delivered, it.failed];
  return row([...cells, it.state === "RUNNING" ? stop(it.id) : ""], { class: it.failed > 0 || it.state === "FAILED" ? "bad" : "" });
}

function stop(id) {
  return html("button", { type: "button", "aria-label": "stop replay " + id, onclick: (event) => stopped(id, event.target) }, "stop");
}

/** The focus is given back, so that the page goes on. */
async function stopped(id, button) {
  button.disabled = true;
  button.blur();
  try {
    await api.stopReplay(id);
    unstopped.delete(id);
  } catch (error) {
    unstopped.set(id, error.message);
  }
}

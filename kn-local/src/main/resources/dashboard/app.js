// The page: one view at a time, named by the address, looked at again every second.

import * as api from "./api.js";
import { html } from "./dom.js";
import { Events } from "./events.js";
import { Faults } from "./faults.js";
import { journey } from "./journey.js";
import { Letters } from "./letters.js";
import { Logs } from "./logs.js";
import { map } from "./map.js";
import { Rates } from "./rates.js";
import { replays } from "./replays.js";
import { Send } from "./send.js";
import { functions, triggers } from "./tables.js";

const EVERY_MILLIS = 1000;

const view = document.getElementById("view");
const live = document.getElementById("live");
const rates = new Rates();
const events = new Events();
const letters = new Letters();
const logs = new Logs();
const faults = new Faults();
const send = new Send();

const VIEWS = {
  map: async (status) => map(status, rates),
  functions: async (status) => functions(status),
  triggers: async (status) => triggers(status, rates, await replays()),
  events: async (_, type) => {
    await events.show(type);
    return events.element;
  },
  letters: async (status) => {
    // Not waited for: the function may have to wake.
    letters.look(status);
    return letters.element;
  },
  faults: async (status) => {
    faults.look(status);
    return faults.element;
  },
  event: async (_, id) => journey(id),
  logs: async (_, name) => {
    await logs.look(name);
    return logs.element;
  },
  send: async (status, place) => {
    await send.look(status.brokers, place);
    return send.element;
  },
};

function asked() {
  const [name, id = ""] = location.hash.slice(1).split("=", 2);
  return { name: name in VIEWS ? name : "map", id: decodeURIComponent(id) };
}

async function show() {
  const { name, id } = asked();
  const hash = location.hash;
  try {
    const status = await api.status();
    rates.look(status);
    const shown = await VIEWS[name](status, id);
    // Another view may have been asked for meanwhile.
    if (location.hash === hash && view.firstChild !== shown && !isBeingRead(shown)) {
      view.replaceChildren(shown);
    }
    live.textContent = "live";
    live.className = "";
  } catch (error) {
    live.textContent = error instanceof TypeError ? "the runner does not answer" : error.message;
    live.className = "bad";
  }
}

/** Nothing is changed under somebody who marks text, or has the focus in it. */
function isBeingRead(shown) {
  const focus = document.activeElement;
  const sameView = view.firstChild?.ariaLabel === shown.ariaLabel;
  return sameView && (!document.getSelection().isCollapsed || (focus !== view && view.contains(focus)));
}

function mark() {
  const { name } = asked();
  for (const link of document.querySelectorAll("nav a")) {
    link.toggleAttribute("aria-current", link.hash === "#" + name);
  }
}

addEventListener("hashchange", () => {
  mark();
  view.replaceChildren(html("p", {}, "…"));
  view.focus();
  show();
});

document.getElementById("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const id = document.getElementById("find-id").value.trim();
  if (id) {
    location.hash = "#event=" + encodeURIComponent(id);
  }
});

async function follow() {
  if (!document.hidden) {
    await show();
  }
  setTimeout(follow, EVERY_MILLIS);
}

mark();
follow();

// The events that come in, as they come.

import * as api from "./api.js";
import { eventLink, html, row, table, time } from "./dom.js";

const MOST = 300;
const FILTERS = ["type", "source", "subject"];

export class Events {
  #filters = {};
  #latest = [];
  #last = 0;
  #paused = false;
  #asked = "";
  #body = html("div");
  element;

  constructor() {
    const fields = FILTERS.map((name) =>
      html(
        "label",
        {},
        name + " ",
        html("input", { name, spellcheck: "false", autocomplete: "off", onchange: (change) => this.#filter(name, change.target.value) }),
      ),
    );
    const violated = html(
      "label",
      {},
      html("input", { type: "checkbox", name: "violated", onchange: (change) => this.#filter("violated", change.target.checked ? "true" : "") }),
      " against their schema",
    );
    const pause = html("label", {}, html("input", { type: "checkbox", onchange: (change) => (this.#paused = change.target.checked) }), " hold still");
    this.element = html("section", { "aria-label": "Events" }, html("form", { class: "filters", onsubmit: (event) => event.preventDefault() }, fields, violated, pause), this.#body);
  }

  /** @param type that the address asks for; empty leaves the filters as they are */
  show(type) {
    const field = this.element.querySelector("input[name=type]");
    if (type && type !== this.#asked) {
      field.value = type;
      this.#asked = type;
      return this.#filter("type", type);
    }
    this.#asked = type;
    return this.look();
  }

  #filter(name, value) {
    this.#filters = { ...this.#filters, [name]: value.trim() };
    this.#latest = [];
    this.#last = 0;
    return this.look();
  }

  async look() {
    if (this.#paused) {
      return;
    }
    const filters = this.#filters;
    const answer = await api.events(filters, this.#last, MOST);
    // While this one waited, others may have been asked for, or another look may have brought the same.
    if (this.#paused || filters !== this.#filters) {
      return;
    }
    const fresh = answer.filter((note) => note.number > this.#last);
    if (fresh.length > 0) {
      this.#last = fresh.at(-1).number;
      this.#latest = [...this.#latest, ...fresh].slice(-MOST);
    }
    this.#body.replaceChildren(this.#shown());
  }

  #shown() {
    return this.#latest.length === 0
      ? html("p", {}, "No such event has come.")
      : table("The latest events, the newest first", ["Time", "Type", "Id", "Source", "Subject"], this.#latest.toReversed().map(line));
  }
}

function line(note) {
  if (note.step === "REFUSED") {
    return row([time(note.at), `refused with ${note.details.status}: ${note.details.why}`, "", note.place, ""], { class: "bad" });
  }
  const refused = note.step === "VIOLATED";
  const violation = refused ? note.details.why : note.details?.violation;
  const type = violation ? [note.type, html("br"), html("small", {}, (refused ? "refused, " : "") + "against its schema: " + violation)] : note.type;
  return row([time(note.at), type, eventLink(note.id), note.source, note.attributes?.subject ?? ""], { class: violation ? (refused ? "bad" : "violated") : false });
}

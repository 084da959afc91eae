// What could not be delivered, and sending it again.

import * as api from "./api.js";
import { eventLink, html, row, table, time } from "./dom.js";

const MOST = 200;
const FILTERS = ["reason", "type", "destination"];
const HEADINGS = ["Select", "Came", "Times", "Type", "Event", "Destination", "Code", "Reason", "State"];

export class Letters {
  #filters = { state: "waiting" };
  #letters = [];
  #hint = "Asking dead-letters, which may have to wake …";
  #chosen = new Set();
  #opened = null;
  #known = -1;
  #busy = false;
  #told = html("p", { role: "status" });
  #body = html("div");
  #selected = html("button", { type: "button", onclick: () => this.#redrive([...this.#chosen]) });
  #all = html("button", { type: "button", onclick: () => this.#redrive(this.#waiting()) });
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
    const states = ["waiting", "unsure", "redriven", ""].map((state) => html("option", { value: state }, state || "any"));
    const state = html("label", {}, "state ", html("select", { name: "state", onchange: (change) => this.#filter("state", change.target.value) }, states));
    const again = html("button", { type: "button", onclick: () => this.#look() }, "look again");
    const form = html("form", { class: "filters", onsubmit: (event) => event.preventDefault() }, fields, state, again);
    const actions = html("p", { class: "filters" }, this.#selected, this.#all);
    this.element = html("section", { "aria-label": "Dead letters" }, form, actions, this.#told, this.#body);
    this.#show();
  }

  /** Asks only when there is news: each question wakes the function, and would keep it awake. */
  look(status) {
    const ends = [...status.triggers, ...status.subscriptions];
    const count = ends.reduce((sum, it) => sum + it.deadLettered, 0);
    if (count !== this.#known && !this.#busy) {
      this.#known = count;
      this.#look();
    }
  }

  #filter(name, value) {
    this.#filters[name] = value.trim();
    return this.#look();
  }

  async #look() {
    try {
      const { letters, hint = "" } = await api.deadLetters(this.#filters, MOST);
      this.#letters = letters;
      this.#hint = hint;
      const waiting = new Set(this.#waiting());
      this.#chosen = new Set([...this.#chosen].filter((id) => waiting.has(id)));
      this.#show();
    } catch (error) {
      this.#tell(error.message, true);
    }
  }

  #waiting() {
    return this.#letters.filter((it) => it.state === "waiting").map((it) => it.id);
  }

  async #redrive(ids) {
    this.#busy = true;
    this.#tell(`redriving ${ids.length} …`);
    this.#buttons();
    try {
      const done = await api.redrive(ids);
      this.#chosen.clear();
      this.#tell(outcome(done), done.failed + done.unsure + done.left > 0);
    } catch (error) {
      this.#tell(error.message, true);
    }
    this.#busy = false;
    await this.#look();
  }

  #tell(text, isBad = false) {
    this.#told.textContent = text;
    this.#told.className = isBad ? "bad" : "";
  }

  #choose(id, isChosen) {
    this.#chosen[isChosen ? "add" : "delete"](id);
    this.#buttons();
  }

  #buttons() {
    this.#selected.textContent = `redrive selected (${this.#chosen.size})`;
    this.#selected.disabled = this.#busy || this.#chosen.size === 0;
    this.#all.textContent = `redrive all shown (${this.#waiting().length})`;
    this.#all.disabled = this.#busy || this.#waiting().length === 0;
  }

  /** The focus stays where it is, though the rows are new ones. */
  #show() {
    this.#buttons();
    const focus = document.activeElement?.id;
    const none = html("p", {}, this.#hint || "There is no such dead letter.");
    const rows = this.#letters.flatMap((letter) => this.#rows(letter));
    this.#body.replaceChildren(this.#letters.length === 0 ? none : table("Dead letters, what came last first", HEADINGS, rows));
    if (focus && document.activeElement?.id !== focus) {
      document.getElementById(focus)?.focus();
    }
  }

  #rows(letter) {
    const isOpen = this.#opened?.id === letter.id;
    const state = letter.redrivenAt ? `${letter.state} ${time(letter.redrivenAt)}` : letter.state;
    const main = row([
      this.#box(letter),
      time(letter.lastAt),
      this.#opener(letter, isOpen),
      letter.type,
      eventLink(letter.eventId),
      letter.destination,
      letter.code ?? "",
      letter.reason ?? "",
      state,
    ]);
    return isOpen ? [main, html("tr", {}, html("td", { colspan: HEADINGS.length }, history(this.#opened)))] : [main];
  }

  #box(letter) {
    return html("input", {
      id: "letter-" + letter.id,
      type: "checkbox",
      "aria-label": "select letter " + letter.id,
      disabled: letter.state === "waiting" ? false : "",
      ...(this.#chosen.has(letter.id) ? { checked: "" } : {}),
      onchange: (change) => this.#choose(letter.id, change.target.checked),
    });
  }

  #opener(letter, isOpen) {
    return html(
      "button",
      {
        id: "history-" + letter.id,
        type: "button",
        "aria-expanded": String(isOpen),
        "aria-label": `came ${letter.times} times: history of letter ${letter.id}`,
        onclick: () => this.#open(isOpen ? null : letter.id),
      },
      letter.times + " ×",
    );
  }

  async #open(id) {
    try {
      this.#opened = id === null ? null : await api.deadLetter(id);
      this.#show();
    } catch (error) {
      this.#tell(error.message, true);
    }
  }
}

function history(letter) {
  return html(
    "ol",
    { class: "history" },
    letter.history.map((it) => html("li", {}, [time(it.at), it.what, it.code, it.reason].filter((text) => text !== null).join("  "))),
  );
}

/** In one line: how many, and why not. */
function outcome(done) {
  const counts = ["already", "failed", "unsure", "missing", "left"].filter((what) => done[what] > 0).map((what) => `${done[what]} ${what}`);
  const why = done.letters.find((it) => it.outcome !== "redriven")?.why;
  return [`${done.redriven} redriven`, ...counts].join(", ") + (why ? `: ${why}` : "");
}

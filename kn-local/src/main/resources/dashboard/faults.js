// Faults on purpose: those that are set, and a form that sets one.

import * as api from "./api.js";
import { html, row, table } from "./dom.js";

const KINDS = {
  fail: "answers an error",
  delay: "is slower",
  crash: "is killed",
  duplicate: "gets events twice",
  "drop-reply": "loses its answers",
};

/** The same element for ever, so that nothing is changed under somebody who types or clicks. */
export class Faults {
  #list = html("div");
  #said = html("p", { role: "status" });
  #functions = html("select", { name: "function" });
  #known = "";
  element;

  constructor() {
    const kinds = Object.entries(KINDS).map(([value, words]) => html("option", { value }, words));
    const form = html(
      "form",
      { class: "filters", onsubmit: (event) => this.#add(event) },
      html("label", {}, "Function ", this.#functions),
      html("label", {}, "it ", html("select", { name: "kind", onchange: () => this.#show(form) }, kinds)),
      field("status", "with status ", { value: 503, min: 300, max: 599 }),
      field("delayMillis", "by ms ", { value: 2000, min: 1, max: 3600000 }),
      field("percent", "percent of the time ", { value: 100, min: 1, max: 100 }),
      field("count", "so many times at most ", { min: 1 }),
      html("label", {}, "events of type ", html("input", { name: "type", spellcheck: "false", autocomplete: "off", placeholder: "any" })),
      html("button", {}, "Set"),
    );
    this.#show(form);
    this.element = html(
      "section",
      { "aria-label": "Faults" },
      html("p", { class: "legend" }, "What is to go wrong on purpose with deliveries to a function, to see how the flow behaves. Gone when the runner stops."),
      form,
      this.#said,
      this.#list,
    );
  }

  /** Only what the kind needs. */
  #show(form) {
    const kind = form.elements.kind.value;
    form.elements.status.parentElement.hidden = kind !== "fail";
    form.elements.delayMillis.parentElement.hidden = kind !== "delay";
  }

  look(status) {
    const functions = status.functions.map((it) => it.namespace + "/" + it.name);
    if (functions.join() !== this.#known) {
      this.#known = functions.join();
      this.#functions.replaceChildren(...functions.map((name) => html("option", { value: name }, name.replace(/^default\//, ""))));
    }
    if (!this.#list.contains(document.activeElement)) {
      this.#list.replaceChildren(this.#shown(status.faults));
    }
  }

  #shown(faults) {
    if (faults.length === 0) {
      return html("p", {}, "No fault is set.");
    }
    const clear = (what) => () => this.#do(api.clearFaults(what));
    const rows = faults.map((it) =>
      row([
        it.function.replace(/^default\//, ""),
        it.says,
        it.struck,
        it.count === undefined ? "" : it.count - it.struck,
        it.seed,
        html("button", { type: "button", "aria-label": `Clear fault ${it.number}`, onclick: clear({ number: it.number }) }, "Clear"),
      ]),
    );
    return html(
      "div",
      {},
      table("Faults that are set", ["Function", "On purpose", "Struck", "Left", "Seed", "Clear"], rows),
      html("p", {}, html("button", { type: "button", onclick: clear({}) }, "Clear all")),
    );
  }

  #add(event) {
    event.preventDefault();
    const said = event.target.elements;
    const fault = { function: said.function.value, kind: said.kind.value };
    for (const name of ["status", "delayMillis", "percent", "count"]) {
      if (!said[name].parentElement.hidden && said[name].value !== "") {
        fault[name] = Number(said[name].value);
      }
    }
    if (said.type.value.trim()) {
      fault.type = said.type.value.trim();
    }
    return this.#do(api.addFault(fault));
  }

  async #do(order) {
    try {
      await order;
      this.#said.textContent = "";
      this.#list.replaceChildren();
      this.look(await api.status());
    } catch (error) {
      this.#said.textContent = error.message;
    }
  }
}

function field(name, words, limits) {
  return html("label", {}, words, html("input", { name, type: "number", step: 1, ...limits }));
}

/** What is wrong with a function on purpose; empty when nothing is. */
export function faultsOf(resource, status) {
  return status.faults
    .filter((it) => it.function === resource.namespace + "/" + resource.name)
    .map((it) => it.says)
    .join("; ");
}

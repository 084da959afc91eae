// Sends an event: a sample, an event of the log, or one of one's own, edited.

import * as api from "./api.js";
import { outcome, pretty, say } from "./content.js";
import { html } from "./dom.js";

const FIELDS = ["type", "source", "subject", "id", "datacontenttype"];
const NEEDED = ["type", "source", "id"];

/** Said anew of every copy. */
const NOT_COPIED = ["specversion", "time", "knlocalreplay", "knativebrokerttl", "knativearrivaltime"];

export class Send {
  element;
  #said = html("p", { role: "status" });
  #broker = html("select", { id: "send-broker", name: "broker", required: "" });
  #sample = html("select", { id: "send-sample", name: "sample" });
  #inputs = {};
  #others = area("send-others", 4, "JSON, such as {\"partitionkey\": \"o-1001\"}");
  #form = html("select", { id: "send-form", name: "form" }, ["JSON", "text", "base64", "none"].map((it) => html("option", {}, it)));
  #data = area("send-data", 16, "");
  #samples = null;
  #from = "";

  constructor() {
    for (const name of FIELDS) {
      this.#inputs[name] = html("input", { id: "send-" + name, name, autocomplete: "off", spellcheck: "false", ...(NEEDED.includes(name) ? { required: "" } : {}) });
    }
    this.#sample.addEventListener("change", () => this.#fillFromSample());
    const newId = html("button", { type: "button", onclick: () => (this.#inputs.id.value = crypto.randomUUID()) }, "new id");
    this.element = html(
      "section",
      { "aria-label": "Send" },
      html("h2", {}, "Send an event"),
      html(
        "form",
        { class: "send", onsubmit: (submit) => this.#submit(submit) },
        labelled("Broker", this.#broker),
        labelled("Sample", this.#sample),
        FIELDS.map((name) => labelled(name, this.#inputs[name], name === "id" ? newId : null)),
        labelled("Other attributes", this.#others),
        labelled("Data as", this.#form),
        labelled("Data", this.#data),
        html("p", {}, html("button", {}, "Send")),
        this.#said,
      ),
    );
    this.#fill({ attributes: { type: "", source: "/kn-local/dashboard", datacontenttype: "application/json" }, data: "{}" });
  }

  /** Keeps what was typed: only another event to copy fills it anew. */
  async look(brokers, from) {
    this.#offer(brokers.map((it) => it.namespace + "/" + it.name));
    if (this.#samples === null) {
      this.#samples = await api.samples();
      this.#sample.replaceChildren(html("option", { value: "" }, this.#samples.length === 0 ? "(none in events/)" : "…"), ...this.#samples.map(choice));
    }
    if (from && from !== this.#from) {
      this.#from = from;
      await this.#copy(JSON.parse(from));
    }
  }

  #offer(names) {
    const before = [...this.#broker.options].map((it) => it.value);
    if (before.join() !== names.join()) {
      const chosen = this.#broker.value;
      this.#broker.replaceChildren(...names.map((name) => html("option", {}, name)));
      this.#broker.value = names.includes(chosen) ? chosen : names[0];
    }
  }

  async #copy(place) {
    try {
      this.#fill(await api.event(place));
      this.#broker.value = place.place.replace(/^broker /, "");
      say(this.#said, `A copy of ${place.id}, with an id of its own.`);
    } catch (error) {
      say(this.#said, error.message, true);
    }
  }

  #fillFromSample() {
    const sample = this.#samples.find((it) => it.name === this.#sample.value);
    if (sample) {
      this.#fill(sample);
      say(this.#said, "");
    }
  }

  #fill(event) {
    const others = { ...event.attributes };
    for (const name of [...FIELDS, ...NOT_COPIED]) {
      delete others[name];
    }
    for (const name of FIELDS) {
      this.#inputs[name].value = event.attributes[name] ?? "";
    }
    this.#inputs.id.value = crypto.randomUUID();
    this.#others.value = JSON.stringify(others, null, 2);
    const json = isJson(event.attributes.datacontenttype);
    this.#form.value = event.base64 !== undefined ? "base64" : event.data === undefined ? "none" : json ? "JSON" : "text";
    this.#data.value = event.base64 ?? (json ? pretty(event.data ?? "") : (event.data ?? ""));
  }

  async #submit(submit) {
    submit.preventDefault();
    try {
      outcome(this.#said, await api.send(this.#event()));
    } catch (error) {
      say(this.#said, error.message, true);
    }
  }

  #event() {
    const attributes = { time: new Date().toISOString(), ...this.#otherAttributes() };
    for (const name of FIELDS) {
      if (this.#inputs[name].value) {
        attributes[name] = this.#inputs[name].value;
      }
    }
    return { broker: this.#broker.value, attributes, ...this.#dataPart() };
  }

  #otherAttributes() {
    const others = parsed("Other attributes", this.#others.value.trim() || "{}");
    if (others === null || typeof others !== "object" || Array.isArray(others)) {
      throw new Error('Other attributes: a JSON object is wanted, such as {"partitionkey": "o-1001"}');
    }
    return others;
  }

  /** As it was typed: what is checked is not what is sent. */
  #dataPart() {
    const data = this.#data.value;
    switch (this.#form.value) {
      case "JSON":
        parsed("Data", data);
        return { data };
      case "text":
        return { data };
      case "base64":
        return { base64: data.trim() };
      default:
        return {};
    }
  }
}

function parsed(what, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${what}: not JSON, ${error.message}`);
  }
}

function isJson(contentType) {
  return !contentType || /[/+]json *(;|$)/i.test(contentType);
}

function area(id, rows, placeholder) {
  return html("textarea", { id, rows, placeholder, spellcheck: "false", autocomplete: "off" });
}

function labelled(words, input, more = null) {
  return html("p", {}, html("label", { for: input.id }, words), input, more);
}

function choice(sample) {
  return sample.problem
    ? html("option", { value: sample.name, disabled: "", title: sample.problem }, `${sample.name}: ${sample.problem}`)
    : html("option", { value: sample.name }, sample.name);
}

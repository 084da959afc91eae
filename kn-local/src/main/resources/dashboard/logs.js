// What the instances of a function have printed, the newest lines at the end.

import * as api from "./api.js";
import { html } from "./dom.js";

export class Logs {
  #function = "";
  #instance = "";
  #known = "";
  #choice = html("select", { id: "instance", onchange: (change) => this.#choose(change.target.value) });
  #lines = html("pre", { class: "log", tabindex: "0", "aria-label": "Lines" });
  #name = html("h2");
  element = html(
    "section",
    { "aria-label": "Logs" },
    this.#name,
    html("p", { class: "filters" }, html("label", { for: "instance" }, "Instance"), this.#choice),
    this.#lines,
  );

  #choose(instance) {
    this.#instance = instance;
    return this.look(this.#function);
  }

  async look(name) {
    if (name !== this.#function) {
      this.#function = name;
      this.#instance = "";
    }
    const log = await api.logs(name, this.#instance);
    this.#name.textContent = "Logs of " + log.function;
    this.#instances(log);
    const atEnd = this.#lines.scrollTop + this.#lines.clientHeight >= this.#lines.scrollHeight - 4;
    const text = log.lines.length > 0 ? log.lines.join("\n") : "No instance has printed anything.";
    if (text !== this.#lines.textContent && document.getSelection().isCollapsed) {
      this.#lines.textContent = text;
      if (atEnd) {
        this.#lines.scrollTop = this.#lines.scrollHeight;
      }
    }
  }

  #instances(log) {
    const known = JSON.stringify([log.function, log.instances]);
    if (known !== this.#known) {
      this.#known = known;
      const newest = html("option", { value: "" }, "the one that wrote last");
      this.#choice.replaceChildren(newest, ...log.instances.map((it) => html("option", { value: it }, it)));
      this.#choice.value = this.#instance;
    }
  }
}

// Elements without markup: what events carry is only ever set as text.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

export function html(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** A table under headings; what it is of is told to those who do not see it. */
export function table(caption, headings, rows) {
  return html(
    "div",
    { class: "scroll" },
    html(
      "table",
      {},
      html("caption", {}, caption),
      html("thead", {}, html("tr", {}, headings.map((heading) => html("th", { scope: "col" }, heading)))),
      html("tbody", {}, rows),
    ),
  );
}

export function row(cells, attributes = {}) {
  return html("tr", attributes, cells.map((cell) => html("td", {}, cell)));
}

/** The link to an event's journey. */
export function eventLink(id, text = id) {
  return html("a", { href: "#event=" + encodeURIComponent(id) }, text);
}

export function time(at) {
  const when = new Date(at);
  return when.toLocaleTimeString([], { hour12: false }) + "." + String(when.getMilliseconds()).padStart(3, "0");
}

export function key(resource) {
  return resource.namespace === "default" ? resource.name : resource.namespace + "/" + resource.name;
}

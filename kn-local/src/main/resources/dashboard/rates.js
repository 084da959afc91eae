// How many a second, from counts that only grow: the difference between two looks.

export class Rates {
  #before = new Map();
  #now = new Map();
  #at = 0;

  /** Remembers the counts of a status, by the name of what they are of. */
  look(status) {
    const at = Date.parse(status.at);
    const seconds = (at - this.#at) / 1000;
    const counts = new Map();
    for (const broker of [...status.brokers, ...status.channels]) {
      counts.set("in " + name(broker), broker.accepted);
      setEach("in " + name(broker), broker.types, counts);
    }
    for (const way of [...status.triggers, ...status.subscriptions]) {
      counts.set("out " + name(way), way.delivered);
      counts.set("dead " + name(way), way.deadLettered);
      setEach("out " + name(way), way.types?.delivered, counts);
      setEach("answer " + name(way), way.types?.answered, counts);
    }
    for (const source of status.sources) {
      counts.set("from " + name(source), source.delivered);
    }
    this.#now = new Map();
    if (this.#at > 0 && seconds > 0) {
      for (const [what, count] of counts) {
        this.#now.set(what, Math.max(0, count - (this.#before.get(what) ?? count)) / seconds);
      }
    }
    this.#before = counts;
    this.#at = at;
  }

  /** Of all its events, or of those of one type. */
  of(kind, resource, type) {
    return this.#now.get(kind + " " + name(resource) + (type === undefined ? "" : " " + type)) ?? 0;
  }
}

function setEach(what, types, counts) {
  for (const [type, count] of Object.entries(types ?? {})) {
    counts.set(what + " " + type, count);
  }
}

function name(resource) {
  return resource.namespace + "/" + resource.name;
}

export function perSecond(rate) {
  return rate === 0 ? "" : rate < 10 ? rate.toFixed(1) + "/s" : Math.round(rate) + "/s";
}

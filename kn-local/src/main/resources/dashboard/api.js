// What the runner answers at this port.

function get(path) {
  return read(path, { cache: "no-store" });
}

/** Has something done. */
function post(path, order) {
  return read(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(order) });
}

async function read(path, how) {
  const answer = await fetch(path, how);
  if (!answer.ok) {
    const why = (await answer.text()).trim().replace(/^[\w.$]+Exception: /, "");
    throw new Error(why || path + " answers " + answer.status);
  }
  return answer.json();
}

export function status() {
  return get("/api/status");
}

export async function events(filters, after, limit) {
  const query = new URLSearchParams({ after, limit });
  for (const [name, value] of Object.entries(filters)) {
    if (value) {
      query.set(name, value);
    }
  }
  return (await get("/api/events?" + query)).events;
}

/** An event in parts: its attributes, and its data as the text `data` or as `base64`. */
export function event(place) {
  return get("/api/event?" + new URLSearchParams({ ...place, as: "parts" }));
}

export async function samples() {
  return (await get("/api/samples")).samples;
}

/** An event in parts with its broker, or the place of one that is to be sent `again`. */
export function send(order) {
  return post("/api/send", order);
}

export async function journey(id) {
  return get("/api/journey?" + new URLSearchParams({ id }));
}

export async function logs(name, instance) {
  return get("/api/logs?" + new URLSearchParams(instance ? { function: name, instance } : { function: name }));
}

export async function deadLetters(filters, limit) {
  const query = new URLSearchParams({ limit });
  for (const [name, value] of Object.entries(filters)) {
    if (value) {
      query.set(name, value);
    }
  }
  return get("/api/dead-letters?" + query);
}

export async function deadLetter(id) {
  return get("/api/dead-letter?" + new URLSearchParams({ id }));
}

/** Sends these letters again. */
export async function redrive(ids) {
  return post("/api/dead-letters/redrive", { ids });
}

export async function replays() {
  return (await get("/api/replays")).replays;
}

export function stopReplay(id) {
  return post("/api/replay/stop", { id });
}

export function addFault(fault) {
  return post("/api/faults", fault);
}

/** One by its `number`, those of a `function`, or all. */
export function clearFaults(which) {
  return post("/api/faults/clear", which);
}

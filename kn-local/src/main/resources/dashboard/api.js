// What the runner answers at this port.

async function get(path) {
  const answer = await fetch(path, { cache: "no-store" });
  if (!answer.ok) {
    throw new Error((await answer.text()).trim() || path + " answers " + answer.status);
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

async function post(path, order) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(order),
  });
  if (!answer.ok) {
    throw new Error((await answer.text()).trim() || path + " answers " + answer.status);
  }
  return answer.json();
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

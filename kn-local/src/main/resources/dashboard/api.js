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

export async function journey(id) {
  return get("/api/journey?" + new URLSearchParams({ id }));
}

export async function logs(name, instance) {
  return get("/api/logs?" + new URLSearchParams(instance ? { function: name, instance } : { function: name }));
}

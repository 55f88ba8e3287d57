// Speaks with the stand-in: what people do, what there is to see, what happens.

async function answerOf(response) {
  const told = await response.json().catch(() => ({ error: response.statusText }));
  if (!response.ok) throw new Error(told.error ?? response.statusText);
  return told;
}

export const look = (path) => fetch(path).then(answerOf);

export const ask = (path, body) =>
  fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).then(answerOf);

export function upload(path, kind, about, file) {
  const form = new FormData();
  form.append("kind", kind);
  form.append("about", JSON.stringify(about));
  form.append("file", file, file.name);
  return fetch(path, { method: "POST", body: form }).then(answerOf);
}

/** Hear of everything after event `after`; `lost` is told whether nobody answers any more. */
export function listen(after, hear, lost) {
  const stream = new EventSource(`/page/stream?after=${after}`);
  stream.onopen = () => lost(false);
  stream.onmessage = (event) => hear(JSON.parse(event.data));
  stream.onerror = () => lost(true);
  // A page that a browser keeps for going back would hold a connection, and there are few to one server.
  window.addEventListener("pagehide", () => stream.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

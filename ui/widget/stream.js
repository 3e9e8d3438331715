// The API as the panel asks it. Aborting the signal of a stream ends the server's work.
const READ_MS = 20_000;

export class Refused extends Error {
  constructor(response) {
    super(`status ${response.status}`);
    this.status = response.status;
    this.after = Number(response.headers.get("Retry-After")) || null;
  }
}

async function request(address, body, more) {
  const posted = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(address, { credentials: "omit", signal: AbortSignal.timeout(READ_MS), ...posted, ...more });
  if (!response.ok) throw new Refused(response);
  return response;
}

export async function read(api, path) {
  return (await request(api + path)).json();
}

export async function send(api, path, body) {
  await request(api + path, body);
}

// Server-sent events over POST, one {event, data} after the other.
export async function* ask(api, question, signal) {
  const response = await request(`${api}/v1/chat/stream`, question, { signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    waiting += value;
    const blocks = waiting.split("\n\n");
    waiting = blocks.pop();
    for (const block of blocks) {
      const [, event, data] = /^event: (.*)\ndata: (.*)/m.exec(block) ?? [];
      if (data) yield { event, data: JSON.parse(data) };
    }
  }
}

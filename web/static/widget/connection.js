/** Requests to the gateway, and when to try again. */

const PATIENCE_MS = 3e4;
const PAUSES_S = [1, 2, 4, 8, 15, 15, 30, 30];

/** No answer (and no status), or another one than was asked for. */
export class Refusal extends Error {
  constructor(status, code, retryAfter) {
    super(code);
    Object.assign(this, { status, code, retryAfter });
  }

  get isExpired() {
    return /^(expired|unknown)_session$/.test(this.code);
  }
}

export const newId = () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");

/** GET without a body, POST with one. What carries the same key is handled only once.

    `take` makes the outcome of the answer and the headers that it came with. */
export async function request(url, body, key, take = (answer) => answer) {
  const post = {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
    body: JSON.stringify(body),
  };
  let response;
  let answer = null;
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), PATIENCE_MS);
  try {
    response = await fetch(url, { ...(body && post), credentials: "omit", cache: "no-cache", signal: abort.signal });
    answer = await response.json();
  } catch {
    /* Something that cannot be read is no answer either. */
  }
  clearTimeout(patience);
  if (response?.ok && answer) return take(answer, response.headers);
  const status = response?.ok ? 502 : response?.status;
  throw new Refusal(status, answer?.error?.code, Number(response?.headers.get("Retry-After")) || 3);
}

/** Seconds until another try makes sense after so many; undefined where none does. */
export function pauseAfter({ status, code, retryAfter }, tries) {
  if (!navigator.onLine) return Infinity;
  if (!status) return PAUSES_S[tries];
  if (status === 429 || code === "busy" ? tries < 5 : status >= 500 && tries < 2) return Math.min(retryAfter, 60);
}

/** Wait; a connection that comes back, somebody who asks `again`, or the signal cuts it short. */
export function pause(seconds, signal, asking) {
  return new Promise((resolve) => {
    if (seconds < Infinity) setTimeout(resolve, seconds * 1000);
    addEventListener("online", resolve, { once: true, signal });
    asking?.addEventListener("again", resolve, { once: true, signal });
    signal.addEventListener("abort", resolve);
  });
}

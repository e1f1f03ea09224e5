/** What the browser remembers, for all its tabs. One that keeps nothing still chats. */

const LONGEST_MS = 864e5;
const MOST_ENTRIES = 200;

function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

export class Keeping {
  #name;
  #memory = null;
  #isShared = true;

  /** Conversations with different gateways are kept apart. */
  constructor(server) {
    this.#name = `needlewise ${server}`;
  }

  /** The conversation as the last tab left it, or null. */
  read() {
    if (!this.#isShared) return this.#memory;
    const kept = attempt(() => JSON.parse(localStorage.getItem(this.#name)));
    // Old libraries change how lists are written, and a visitor can change what is kept.
    const isWhole = Array.isArray(kept?.entries) && kept.entries.every((entry) => entry?.id);
    return isWhole && Date.now() - kept.at < LONGEST_MS ? kept : null;
  }

  write(state) {
    this.#memory = { ...state, at: Date.now(), entries: state.entries.slice(-MOST_ENTRIES) };
    this.#isShared = attempt(() => {
      localStorage.setItem(this.#name, JSON.stringify(this.#memory));
      return true;
    });
  }

  /** Call `action` when another tab has written. */
  watch(action, signal) {
    addEventListener("storage", ({ key }) => key === this.#name && action(), { signal });
  }

  /** Let one tab at a time do `work` on something, where the browser can tell and may. */
  async alone(thing, signal, work) {
    let isBegun = false;
    const begin = () => {
      isBegun = true;
      return work();
    };
    if (!this.#isShared) return work();
    try {
      return await navigator.locks.request(`${this.#name} ${thing}`, { signal }, begin);
    } catch (trouble) {
      if (isBegun || signal.aborted) throw trouble;
      return work();
    }
  }

  /** What belongs to this tab: whether the chat is open, words not sent yet, what it was told. */
  get tab() {
    return attempt(() => JSON.parse(sessionStorage.getItem(this.#name))) ?? {};
  }

  set tab(changes) {
    attempt(() => sessionStorage.setItem(this.#name, JSON.stringify({ ...this.tab, ...changes })));
  }
}

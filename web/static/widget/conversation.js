/** One conversation: what was said, what waits to be sent, and how it is going.

    An entry is {id, at, said, ask, state: "waiting" | "failed" | "sent"},
    {id, at, message, opening, helpful} or {id, at, notice}. Every change starts from what the tabs share: none overwrites another. */

import { newId, pause, pauseAfter, request } from "./connection.js";

const SLOW_MS = 3000;
const ORDER_S = 0.4;

const blank = () => ({ talk: newId(), session: null, entries: [] });

export class Conversation extends EventTarget {
  #server;
  #keeping;
  #state;
  #stop = new AbortController();
  #sending = new Set();
  #hasConnected = false;
  #starting = null;

  /** What goes on besides the messages: a key of the words, or null. */
  status = null;

  constructor(server, keeping, life) {
    super();
    this.#server = server;
    this.#keeping = keeping;
    this.#state = this.#kept;
    keeping.watch(() => this.#take(this.#kept), life);
    life.addEventListener("abort", () => this.#stop.abort());
  }

  get #kept() {
    return this.#keeping.read() ?? this.#state ?? blank();
  }

  get entries() {
    return this.#state.entries;
  }

  get isWaiting() {
    return !this.#state.session || this.entries.some(({ state }) => state === "waiting");
  }

  get hasStarted() {
    return this.entries.some(({ said }) => said);
  }

  /** `ask` is {text} or {button}; `said` is what the visitor sees of it. */
  say(ask, said) {
    this.#add({ id: newId(), said, ask, state: "waiting" });
    this.deliver();
  }

  again() {
    this.#change(({ entries }) => {
      for (const entry of entries) if (entry.state === "failed") entry.state = "waiting";
    });
    this.#tell(null);
    this.dispatchEvent(new Event("again"));
    this.deliver();
  }

  restart() {
    const state = blank();
    this.#keeping.write(state);
    this.#take(state);
    this.deliver();
  }

  note(notice) {
    this.#add({ id: newId(), notice });
  }

  async rate({ id, message }, helpful, remark) {
    const body = { message: message.id, topic: message.topic, helpful, remark };
    await this.#post("feedback", { session: this.#state.session, ...body }, newId());
    this.#edit(id, { helpful });
  }

  /** `key` is the same for every try with the same words. */
  async askClinic(fields, key) {
    const { status, messages } = await this.#inSession("questions", fields, key, this.#stop.signal);
    this.#add(...messages.map((message) => ({ id: message.id, message })));
    return status === "kept";
  }

  /** Send what waits, in its order; but nothing, above all no emergency, waits long for another. */
  async deliver() {
    const { signal } = this.#stop;
    const { session, talk } = this.#state;
    if (!session && this.#starting !== talk) {
      this.#starting = talk;
      this.#try(() => this.#session(signal), signal).finally(() => {
        if (this.#starting === talk) this.#starting = null;
      });
    }
    for (const { id, state } of this.entries) {
      if (state !== "waiting" || this.#sending.has(id)) continue;
      this.#sending.add(id);
      const sent = this.#keeping.alone(id, signal, () => this.#send(id, signal)).catch(() => {});
      await Promise.race([sent.then(() => this.#sending.delete(id)), pause(ORDER_S, signal)]);
    }
  }

  #take(state) {
    if (state.talk !== this.#state.talk) {
      this.#stop.abort();
      this.#stop = new AbortController();
      this.status = null;
    }
    this.#state = state;
    this.dispatchEvent(new Event("change"));
  }

  #change(edit) {
    const state = this.#kept;
    if (state.talk === this.#state.talk) {
      edit(state);
      this.#keeping.write(state);
    }
    this.#take(state);
  }

  #edit(id, changes) {
    this.#change(({ entries }) => Object.assign(entries.find((entry) => entry.id === id) ?? {}, changes));
  }

  #add(...added) {
    this.#change(({ entries }) => {
      const at = Date.now();
      entries.push(...added.filter(({ id }) => !entries.some((entry) => entry.id === id)).map((entry) => ({ at, ...entry })));
    });
  }

  #tell(status) {
    this.status = status;
    this.dispatchEvent(new Event("change"));
  }

  #post(path, body, key) {
    return request(`${this.#server}api/${path}`, body, key);
  }

  /** Have a session that works; `old` is one that does not. One tab at a time asks for one. */
  #session(signal, old = null) {
    return this.#keeping.alone(this.#state.talk, signal, async () => {
      this.#take(this.#kept);
      if (signal.aborted || this.#state.session !== old) return;
      const { session, messages } = await this.#post("sessions", {}, newId());
      const opening = !this.hasStarted;
      this.#change((state) => Object.assign(state, { session }));
      if (opening) this.#add(...messages.map((message) => ({ id: message.id, message, opening })));
      else if (old) this.note("expired");
    });
  }

  async #inSession(path, body, key, signal) {
    const post = () => this.#post(path, { session: this.#state.session, ...body }, key);
    await this.#session(signal);
    const old = this.#state.session;
    try {
      return await post();
    } catch (trouble) {
      if (!trouble.isExpired) throw trouble;
      await this.#session(signal, old);
      return post();
    }
  }

  /** Another tab may have sent it while this one waited for its turn: look first. */
  async #send(id, signal) {
    this.#take(this.#kept);
    const { ask, state } = this.entries.find((entry) => entry.id === id) ?? {};
    if (signal.aborted || state !== "waiting") return;
    const slow = setTimeout(() => this.status ?? this.#tell("slow"), SLOW_MS);
    const answer = await this.#try(() => this.#inSession("chat", ask, id, signal), signal);
    clearTimeout(slow);
    if (signal.aborted) return;
    this.#edit(id, { state: answer ? "sent" : "failed" });
    if (answer) this.#add(...answer.messages.map((message) => ({ id: message.id, message })));
  }

  /** What `work` brings; it is tried until further tries are pointless. */
  async #try(work, signal) {
    for (let tries = 0; !signal.aborted; tries += 1) {
      try {
        const outcome = await work();
        this.#hasConnected = true;
        this.#tell(null);
        return outcome;
      } catch (trouble) {
        if (signal.aborted) return;
        const { status, code } = trouble;
        const seconds = pauseAfter(trouble, tries);
        // Where there never was a connection none is lost: it may be for long.
        const isAway = !status && navigator.onLine && !this.#hasConnected;
        this.#tell(
          !seconds || isAway ? "failed" : !status ? "offline" : status === 429 ? "crowded" : code === "busy" ? "slow" : "trouble",
        );
        if (!seconds) return;
        await pause(seconds, signal, this);
      }
    }
  }
}

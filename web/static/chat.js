/** The chat page: one conversation with the gateway. All text goes into the page as text, never as markup. */

const PATIENCE_MS = 30_000;
const LONGEST = 1000;
const COUNT_FROM = 850;
const STORE = "needlewise.chat";
const PHONE_TOPICS = new Set(["emergency", "handoff", "booking", "cost", "personal_advice"]);

/* A web address or an e-mail address; a number to dial; the three digits of an emergency number. */
const ADDRESS = String.raw`https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+`;
const PHONE = String.raw`(?!\d{4}-\d{4}(?!\d))\+?\(?\d[\d\s().-]{5,}\d(?![\w-]|[.,]\d)`;
const SHORT_NUMBER = String.raw`\d{3}(?![\w%-]|[.,]\d)`;

const part = (id) => document.getElementById(id);
const log = part("log");
const view = part("view");
const box = part("text");
const finePointer = matchMedia("(pointer: fine)");

let session = null;
let shown = [];
let busy = false;
let failed = null;

/** A failure that the page can put into words. */
class Trouble extends Error {
  constructor(text, { code = "", again = true } = {}) {
    super(text);
    this.code = code;
    this.again = again;
  }
}

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

async function post(path, body) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  let response;
  let answer;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: patience.signal,
    });
    answer = await response.json();
  } catch {
    throw new Trouble("The assistant can't be reached right now. Please check your connection.");
  } finally {
    clearTimeout(timer);
  }
  if (response.ok) return answer;
  const code = answer?.error?.code ?? "";
  if (response.status === 429) {
    const seconds = Number(response.headers.get("Retry-After")) || 5;
    throw new Trouble(`That was a lot at once. Please try again in ${seconds} s.`, { code });
  }
  const text = answer?.error?.message ?? "Something went wrong.";
  throw new Trouble(text, { code, again: response.status >= 500 });
}

/* ---- what a message looks like ---- */

/** Text with what can be opened or dialled as links; numbers only where the topic is about calling. */
function linked(text, topic) {
  const numbers = [];
  if (PHONE_TOPICS.has(topic)) numbers.push(PHONE);
  if (topic === "emergency") numbers.push(SHORT_NUMBER);
  const number = numbers.length ? `|(^|[^\\w.,+-])(${numbers.join("|")})` : "";
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(new RegExp(`(${ADDRESS})${number}`, "g"))) {
    const [whole, address, before = "", dialled] = found;
    nodes.push(text.slice(end, found.index) + before, link(address ?? dialled));
    end = found.index + whole.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

function link(text) {
  const anchor = element("a", "", text);
  if (/^https?:/.test(text)) {
    outside(anchor, text);
  } else if (text.includes("@")) {
    anchor.href = `mailto:${text}`;
  } else {
    anchor.href = `tel:${text.replace(/[^\d+]/g, "")}`;
  }
  return anchor;
}

function outside(anchor, url) {
  anchor.href = url;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
}

/** Paragraphs, and real lists for lines that start with "- ". */
function paragraphs(text, topic) {
  const blocks = [];
  for (const line of text.split("\n").map((each) => each.trim()).filter(Boolean)) {
    if (!line.startsWith("- ")) {
      blocks.push(element("p", "", ...linked(line, topic)));
      continue;
    }
    if (blocks.at(-1)?.tagName !== "UL") blocks.push(element("ul"));
    blocks.at(-1).append(element("li", "", ...linked(line.slice(2), topic)));
  }
  return blocks;
}

function sourcesOf(sources) {
  const list = element("ol");
  for (const source of sources) {
    const title = element(source.url ? "a" : "span", "", source.title);
    if (/^https?:\/\//.test(source.url ?? "")) outside(title, source.url);
    const from = [source.publisher, source.date].filter(Boolean).join(", ");
    list.append(element("li", "", title, element("br"), from));
  }
  const count = sources.length === 1 ? "Source" : `Sources (${sources.length})`;
  return element("details", "sources", element("summary", "", count), list);
}

function chipsOf(buttons) {
  const chips = element("div", "chips");
  for (const { id, title } of buttons) {
    const chip = element("button", "chip", title);
    chip.type = "button";
    chip.addEventListener("click", () => say({ button: id }, title));
    chips.append(chip);
  }
  return chips;
}

function drawAnswer(message) {
  const bubble = element("div", "bubble", ...paragraphs(message.text, message.topic));
  const drawn = element("article", "message", element("span", "unseen", "Assistant:"), bubble);
  if (message.topic === "emergency") {
    drawn.classList.add("emergency");
    drawn.setAttribute("role", "alert");
    const number = bubble.querySelector('a[href^="tel:"]');
    if (number) {
      const call = element("a", "call", `Call ${number.textContent}`);
      call.href = number.href;
      bubble.append(call);
    }
  }
  if (message.sources?.length) drawn.append(sourcesOf(message.sources));
  if (message.buttons?.length) drawn.append(chipsOf(message.buttons));
  log.append(drawn);
  return drawn;
}

function drawMine(text) {
  const bubble = element("div", "bubble", text);
  const drawn = element("article", "message mine", element("span", "unseen", "You:"), bubble);
  log.append(drawn);
  return drawn;
}

/* ---- the conversation ---- */

/** Choices belong to the last answer; earlier ones go, so that the page stays short. */
function clearChips() {
  const hadFocus = document.activeElement?.classList.contains("chip");
  for (const chips of log.querySelectorAll(".chips")) chips.remove();
  if (hadFocus) (finePointer.matches ? box : log).focus({ preventScroll: true });
}

function keep() {
  part("restart").hidden = shown.length < 2;
  try {
    sessionStorage.setItem(STORE, JSON.stringify({ session, shown }));
  } catch {
    /* A browser that keeps nothing still chats; only a reload starts anew. */
  }
}

function kept() {
  try {
    const { session: token, shown: messages } = JSON.parse(sessionStorage.getItem(STORE));
    return typeof token === "string" && Array.isArray(messages) ? { token, messages } : null;
  } catch {
    return null;
  }
}

function setBusy(value) {
  busy = value;
  part("typing").hidden = !value;
  log.setAttribute("aria-busy", String(value));
  for (const button of document.querySelectorAll(".chip, .send")) {
    button.setAttribute("aria-disabled", String(value));
  }
  if (value) reveal(part("typing"), "end");
}

function reveal(target, block) {
  target.scrollIntoView({ block, inline: "nearest" });
}

function complain(trouble, again) {
  failed = trouble.again ? again : null;
  part("error-text").textContent = trouble.message;
  part("retry").hidden = failed === null;
  part("error").hidden = false;
  if (log.lastElementChild) reveal(log.lastElementChild, "end");
}

function calm() {
  failed = null;
  part("error").hidden = true;
}

function show(messages) {
  const drawn = messages.map(drawAnswer);
  shown.push(...messages.map((message) => ({ message })));
  keep();
  // A long answer is read from its beginning.
  const height = drawn.at(-1).getBoundingClientRect().bottom - drawn[0].getBoundingClientRect().top;
  if (height > view.clientHeight) reveal(drawn[0], "start");
  else reveal(drawn.at(-1), "end");
}

async function start() {
  const opened = await post("/api/sessions", {});
  session = opened.session;
  return opened.messages;
}

async function answersTo(request) {
  try {
    if (session === null) await start();
    return (await post("/api/chat", { session, ...request })).messages;
  } catch (trouble) {
    if (!["unknown_session", "expired_session"].includes(trouble.code)) throw trouble;
    await start();
    return (await post("/api/chat", { session, ...request })).messages;
  }
}

/** Send a message, or a button's id, and show what comes back. */
async function say(request, words) {
  if (busy) return;
  clearChips();
  const mine = drawMine(words);
  shown.push({ mine: words });
  keep();
  await attempt(async () => {
    mine.classList.add("pending");
    const messages = await answersTo(request);
    mine.classList.remove("pending");
    return messages;
  });
}

async function attempt(work) {
  calm();
  setBusy(true);
  let outcome;
  try {
    outcome = { messages: await work() };
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    outcome = { trouble };
  } finally {
    setBusy(false);
  }
  if (outcome.messages) show(outcome.messages);
  else complain(outcome.trouble, () => attempt(work));
}

async function begin() {
  session = null;
  shown = [];
  log.replaceChildren();
  await attempt(start);
}

async function resume() {
  const before = kept();
  if (before === null) {
    await begin();
    return;
  }
  session = before.token;
  shown = before.messages;
  for (const { mine, message } of shown) {
    if (message) drawAnswer(message);
    else {
      clearChips();
      drawMine(mine);
    }
  }
  keep();
  if (log.lastElementChild) reveal(log.lastElementChild, "end");
}

/* Whoever was at the end of the conversation stays there when the box below grows. */
let atEnd = true;
view.addEventListener("scroll", () => {
  atEnd = view.scrollHeight - view.scrollTop - view.clientHeight < 40;
});
new ResizeObserver(() => {
  if (atEnd) view.scrollTop = view.scrollHeight;
}).observe(view);

/* ---- the form ---- */

function fit() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  const left = LONGEST - box.value.length;
  part("count").textContent =
    box.value.length < COUNT_FROM ? "" : `${left} ${left === 1 ? "character" : "characters"} left`;
}

function submit(event) {
  event.preventDefault();
  const text = box.value.trim();
  if (!text || busy) return;
  box.value = "";
  fit();
  say({ text }, text);
}

part("form").addEventListener("submit", submit);
box.addEventListener("input", fit);
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
});
part("retry").addEventListener("click", () => {
  if (failed) failed();
  box.focus({ preventScroll: true });
});
part("restart").addEventListener("click", () => {
  if (!busy) begin();
});

resume();

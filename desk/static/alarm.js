// What is open stands in the title of every page, and a new emergency is told by a sound and, where somebody asked
// for it, by a notification. The sound comes again until somebody has taken the emergency.
const AGAIN_MS = 30000;
// A clock that ticks early is not to leave out a sound.
const LATE_MS = 1000;
const title = document.title;
// Desks below several prefixes of one site share its storage, locks and notifications: each has names of its own.
const prefix = new URL("../..", import.meta.url).pathname.slice(0, -1);
const ours = (name) => `${prefix}${name}`;
const kept = (name) => localStorage.getItem(ours(name));
const keep = (name, value) => localStorage.setItem(ours(name), value);
const is = (what) => kept(what) === "yes";
const isSoundOn = () => kept("sound") !== "no";
const counted = () => document.querySelector("[data-open]")?.dataset;
const isToSound = () => isSoundOn() && Number(counted()?.waiting);
let audio = null;

let isHeld = false;

async function woken() {
  audio ??= new AudioContext();
  await audio.resume();
}

// Of several tabs the first that a browser lets sound does, for all of them, until it is closed. A page that came
// without HTTPS has no locks.
let isFirst = !navigator.locks;
let isInLine = isFirst;

async function ring() {
  // Held back until somebody touches the page, sounds would all come at once.
  if (isHeld || !isToSound()) return;
  isHeld = true;
  try {
    await woken();
  } finally {
    isHeld = false;
  }
  if (isFirst) ringOnce();
  if (isInLine) return;
  isInLine = true;
  navigator.locks.request(ours("alarm"), () => {
    isFirst = true;
    ringOnce();
    return new Promise(() => {});
  });
}

function ringOnce() {
  if (!isToSound()) return;
  const { newest } = counted();
  const isHeard = Number(newest) <= Number(kept("heard alarm"));
  if (isHeard && Date.now() - Number(kept("heard at")) < AGAIN_MS - LATE_MS) return;
  keep("heard alarm", newest);
  keep("heard at", Date.now());
  sound();
}

function sound() {
  for (const [start, pitch] of [[0, 880], [0.25, 660], [0.5, 880]]) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.3, audio.currentTime + start);
    loudness.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + start + 0.22);
    tone.connect(loudness).connect(audio.destination);
    tone.start(audio.currentTime + start);
    tone.stop(audio.currentTime + start + 0.23);
  }
}

function notify() {
  const told = new Notification("An emergency is in the inbox", { tag: ours("emergency"), requireInteraction: true });
  told.addEventListener("click", () => {
    window.focus();
    location.href = `${document.querySelector("[data-go=i]").href}?kind=emergency`;
  });
}

function tell() {
  const count = counted();
  if (!count) return;
  const open = Number(count.open);
  document.title = `${Number(count.alarms) ? "EMERGENCY " : ""}${open ? `(${open}) ` : ""}${title}`;
  if (Number(count.newest) > Number(kept("heard alarm"))) ring();
  // One of several tabs tells of it.
  if (Number(count.newest) <= Number(kept("newest alarm"))) return;
  keep("newest alarm", count.newest);
  if (is("tell") && Notification.permission === "granted") notify();
}

document.addEventListener("htmx:afterSettle", tell);
setInterval(ring, AGAIN_MS);
// A browser plays no sound on a page that nobody has touched yet.
for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, () => audio?.resume());

function choice(id, isOn, change) {
  const button = document.getElementById(id);
  if (!button) return;
  const show = () => button.setAttribute("aria-pressed", String(isOn()));
  button.hidden = false;
  show();
  button.addEventListener("click", async () => {
    await change();
    show();
  });
}

choice("sound", isSoundOn, async () => {
  keep("sound", isSoundOn() ? "no" : "yes");
  if (!isSoundOn()) return;
  await woken();
  sound();
});
if ("Notification" in window) {
  choice("tell", () => is("tell"), async () => {
    const granted = is("tell") || (await Notification.requestPermission()) === "granted";
    keep("tell", !is("tell") && granted ? "yes" : "no");
  });
}

// What is open stands in the title of every page, and a new emergency is told by a sound and, where somebody asked
// for it, by a notification. The sound comes again until somebody has taken the emergency.
const AGAIN_MS = 30000;
const title = document.title;
const is = (what) => localStorage.getItem(what) === "yes";
const isSoundOn = () => localStorage.getItem("sound") !== "no";
const counted = () => document.querySelector("[data-open]")?.dataset;
let audio = null;

let isHeld = false;

async function sound() {
  audio ??= new AudioContext();
  // Held back until somebody touches the page, sounds would all come at once.
  if (isHeld) return;
  isHeld = true;
  await audio.resume();
  isHeld = false;
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
  const told = new Notification("An emergency is in the inbox", { tag: "emergency", requireInteraction: true });
  told.addEventListener("click", () => {
    window.focus();
    location.href = "/desk/inbox?kind=emergency";
  });
}

function tell() {
  const count = counted();
  if (!count) return;
  const open = Number(count.open);
  document.title = `${Number(count.alarms) ? "EMERGENCY " : ""}${open ? `(${open}) ` : ""}${title}`;
  // One of several tabs tells of it.
  if (Number(count.newest) <= Number(localStorage.getItem("newest alarm"))) return;
  localStorage.setItem("newest alarm", count.newest);
  if (isSoundOn()) sound();
  if (is("tell") && Notification.permission === "granted") notify();
}

document.addEventListener("htmx:afterSettle", tell);
setInterval(() => {
  if (Number(counted()?.waiting) && isSoundOn()) sound();
}, AGAIN_MS);
// A browser plays no sound on a page that nobody has touched yet.
document.addEventListener("pointerdown", () => audio?.resume());

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

choice("sound", isSoundOn, () => {
  localStorage.setItem("sound", isSoundOn() ? "no" : "yes");
  if (isSoundOn()) sound();
});
if ("Notification" in window) {
  choice("tell", () => is("tell"), async () => {
    const granted = is("tell") || (await Notification.requestPermission()) === "granted";
    localStorage.setItem("tell", !is("tell") && granted ? "yes" : "no");
  });
}

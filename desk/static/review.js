// Keys for reviewing: from one entry to the next, tick, sign, withdraw, the source, the next screen. It also keeps
// the place for another day, says how many are ticked, and lets Enter decide nothing.
const form = document.querySelector("[data-review]");
const resume = document.querySelector("[data-resume]");
const wanted = new URLSearchParams(location.search);

if (wanted.has("state") || wanted.has("topic") || wanted.has("source")) {
  for (const once of ["done", "n", "stale", "undo"]) wanted.delete(once);
  localStorage.setItem(`place ${location.pathname}`, `?${wanted}`);
} else if (resume && localStorage.getItem(`place ${location.pathname}`)) {
  resume.href = localStorage.getItem(`place ${location.pathname}`);
  resume.hidden = false;
}

const entries = [...document.querySelectorAll("[data-entry]")];
const boxes = entries.map((entry) => entry.querySelector("input[type=checkbox]")).filter(Boolean);
const told = document.querySelector("[data-ticked]");
const all = document.querySelector("[data-tick-all]");
const at = () => entries.findIndex((entry) => entry.contains(document.activeElement));

function count() {
  if (!told || !all) return;
  const number = boxes.filter((box) => box.checked).length;
  told.textContent = number ? `${number} ticked` : "All that are ticked";
  all.textContent = number === boxes.length ? "Tick none" : "Tick all";
}

function tickAll() {
  const isOn = boxes.some((box) => !box.checked);
  boxes.forEach((box) => { box.checked = isOn; });
  count();
}

function step(by) {
  const place = at();
  entries[place < 0 ? 0 : Math.min(Math.max(place + by, 0), entries.length - 1)]?.focus();
}

const inEntry = (what) => entries[at()]?.querySelector(what);

const keys = {
  j: () => step(1),
  k: () => step(-1),
  x: () => inEntry("input[type=checkbox]")?.click(),
  a: tickAll,
  s: () => (boxes.some((box) => box.checked) ? document.querySelector("[data-sign-ticked]") : inEntry("[data-sign]"))?.click(),
  w: () => inEntry("[data-withdraw]")?.click(),
  o: () => inEntry("[data-source]")?.click(),
  n: () => document.querySelector("[data-following]")?.click(),
  p: () => document.querySelector("[data-before]")?.click(),
  u: () => document.querySelector("[data-undo]")?.click(),
};

if (form) {
  if (all) {
    all.hidden = false;
    all.addEventListener("click", tickAll);
  }
  document.addEventListener("change", count);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  // After a decision the next one is at hand.
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.focus();
  count();
}

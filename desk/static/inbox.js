// Brings new items into the list without taking away what somebody is reading, and keys for going through it.
const READING_MS = 10000;

const poller = document.getElementById("inbox-fresh");
const showButton = document.getElementById("inbox-show");
const spoken = document.getElementById("inbox-status");
let isWanted = false;
let movedAt = -READING_MS;

const list = () => document.getElementById("inbox-list");

document.addEventListener("pointermove", (event) => {
  if (list()?.contains(event.target)) movedAt = performance.now();
});

function isBeingRead() {
  const isScrolled = list().getBoundingClientRect().top < 0;
  const isTicked = list().querySelector("input:checked") !== null;
  return isScrolled || isTicked || list().contains(document.activeElement) || performance.now() - movedAt < READING_MS;
}

function itemsIn(root) {
  return [...root.querySelectorAll("[data-item]")].map((item) => item.dataset.item);
}

function say(text) {
  if (spoken.textContent !== text) spoken.textContent = text;
}

if (poller) {
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== list() || event.detail.xhr.status !== 200) return;
    const known = new Set(itemsIn(list()));
    const fresh = itemsIn(new DOMParser().parseFromString(event.detail.serverResponse, "text/html"));
    const count = fresh.filter((item) => !known.has(item)).length;
    if (!isWanted && isBeingRead()) {
      event.detail.shouldSwap = false;
      showButton.textContent = count ? `Show ${count} new` : "Show what changed";
      showButton.hidden = false;
      say(count ? `${count} new in the inbox` : "The inbox has changed");
      return;
    }
    showButton.hidden = true;
    say(count ? `${count} new in the inbox` : "");
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!isWanted) return;
    isWanted = false;
    list().querySelector("[data-item] a")?.focus();
  });
  showButton.addEventListener("click", () => {
    isWanted = true;
    htmx.trigger(poller, "fresh");
  });
}

function step(by) {
  const links = [...list().querySelectorAll("[data-item] a")];
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select")) return;
  if (list() && event.key === "j") step(1);
  if (list() && event.key === "k") step(-1);
  const note = document.getElementById("note");
  if (note && event.key === "n") {
    event.preventDefault();
    note.focus();
  }
});

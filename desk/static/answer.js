// The search field, its answers, and the keys that lead from one to the other.
import { copy, say } from "./copying.js";

const field = document.querySelector("#asked");
const results = document.querySelector("#results");

let asking = field.value.trim(); // what was last sent
let answered = asking; // what the answers that are shown belong to
let copiesWhenAnswered = false;
let asker = field; // what sent the last request

const stops = () => [...results.querySelectorAll("[data-stop]")];
const firstAnswer = () => results.querySelector("[data-copy]");

function move(from, step) {
  const all = stops();
  const next = from === field ? (step > 0 ? 0 : -1) : all.indexOf(from) + step;
  if (next < 0) field.focus();
  else all[next]?.focus();
}

function clear() {
  field.value = "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  if (!field.value.trim()) return;
  if (field.value.trim() === answered && firstAnswer()) {
    copy(firstAnswer());
  } else {
    copiesWhenAnswered = true;
    field.dispatchEvent(new Event("ask"));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { target, key } = event;
  const isWriting = target.closest("textarea, select") !== null;
  const stop = target === field ? field : target.closest("#results [data-stop]");
  if (key === "Escape" && !isWriting) {
    event.preventDefault();
    // With nothing to clear it leaves the field, so that the keys that lead to other pages work.
    if (target === field && !field.value && !stops().length) field.blur();
    else clear();
  } else if ((key === "ArrowDown" || key === "ArrowUp") && stop && !isWriting) {
    if (stop === field && key === "ArrowUp") return;
    event.preventDefault();
    move(stop, key === "ArrowDown" ? 1 : -1);
  } else if (key === "Enter" && target.matches("[data-copy]")) {
    copy(target);
  }
});

document.body.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.target !== results) return;
  asker = detail.elt;
  asking = asker === field ? field.value.trim() : "";
});

// A refusal comes as a piece that says why.
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status >= 400 && detail.xhr.status < 500) detail.shouldSwap = true;
});

document.body.addEventListener("htmx:load", ({ detail }) => {
  const piece = detail.elt;
  if (piece.dataset?.said === undefined) return;
  say(piece.dataset.said, piece.matches(".note"));
  if (piece.matches(".note")) {
    piece.focus();
    return;
  }
  answered = asking;
  if (asker !== field) (firstAnswer() ?? field).focus();
  if (copiesWhenAnswered && asker === field) copy(firstAnswer());
  copiesWhenAnswered = false;
});

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(failure, () => say("The service cannot be reached. Try again in a moment."));
}

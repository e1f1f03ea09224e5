// Copies an answer with its sources: by its button, and by hand as well.
const status = document.querySelector("#status");

export function say(text, isGood = false) {
  status.textContent = text;
  status.classList.toggle("good", isGood);
}

// Where the page was not fetched safely a browser has no clipboard for it, but copies what is selected.
function copiesSelection(text) {
  const area = document.createElement("textarea");
  const before = document.activeElement;
  area.value = text;
  area.className = "unseen";
  document.body.append(area);
  area.select();
  const isDone = document.execCommand("copy");
  area.remove();
  before?.focus();
  return isDone;
}

async function copies(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiesSelection(text);
  }
}

export async function copy(answer) {
  if (!answer) return;
  const title = answer.querySelector("h2, h3").textContent;
  if (await copies(answer.dataset.copy)) say(`Copied: ${title}`, true);
  else say("This browser does not let the page copy. Select the answer and copy it.");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy-button]");
  if (button) copy(button.closest("[data-copy]"));
});

document.addEventListener("copy", (event) => {
  if (event.target.closest?.("input, textarea")) return;
  const chosen = document.getSelection();
  const card = chosen?.anchorNode?.parentElement?.closest("[data-sources]");
  if (!card?.dataset.sources || !String(chosen)) return;
  event.clipboardData.setData("text/plain", `${chosen}\n\n${card.dataset.sources}`);
  event.preventDefault();
});

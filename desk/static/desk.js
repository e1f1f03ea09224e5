// Keys for those who do not reach for the mouse: "g" and then a letter goes to a page, "/" to the search field.
let waitingForPage = false;

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (waitingForPage) {
    waitingForPage = false;
    // Whatever the letter is: no other key of the page may take it.
    event.preventDefault();
    document.querySelector(`[data-go="${CSS.escape(event.key)}"]`)?.click();
    return;
  }
  if (event.key === "g") waitingForPage = true;
  if (event.key === "?") document.querySelector("[data-help]")?.click();
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.closest("details")?.setAttribute("open", "");
      search.focus();
      search.select?.();
    }
  }
});

// The button that prints the page, which does nothing without scripts and so is not shown without them.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

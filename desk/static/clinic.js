// Rows of prices and replies are added and removed on the spot; without this, two spare rows and emptied ones do the same.
for (const pairs of document.querySelectorAll("[data-pairs]")) {
  const rows = pairs.querySelector("[data-rows]");
  const blank = pairs.querySelector("template[data-row]");
  const add = pairs.querySelector("[data-add]");
  const reveal = (within) => within.querySelectorAll("[data-remove]").forEach((button) => { button.hidden = false; });
  reveal(rows);
  add.hidden = false;
  add.addEventListener("click", () => {
    const row = blank.content.firstElementChild.cloneNode(true);
    reveal(row);
    rows.append(row);
    row.querySelector("input").focus();
  });
  rows.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    const row = button.closest(".price");
    const near = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (near?.querySelector("input") ?? add).focus();
  });
}

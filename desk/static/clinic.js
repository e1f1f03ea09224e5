// Rows of prices are added and removed on the spot; without this, two spare rows and emptied ones do the same.
const rows = document.querySelector("[data-rows]");
const blank = document.querySelector("template[data-row]");
const add = document.querySelector("[data-add]");

if (rows && blank && add) {
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

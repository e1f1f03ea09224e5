// Says how many facts are ticked, ticks all that are listed, and lets Enter decide nothing.
const ticked = document.querySelector("[data-ticked]");
const all = document.querySelector("[data-tick-all]");

if (ticked && all) {
  const boxes = [...document.querySelectorAll("input[name=fact]")];
  const count = () => {
    const number = boxes.filter((box) => box.checked).length;
    ticked.textContent = number ? `${number} ticked` : "All that are ticked";
    all.textContent = number === boxes.length ? "Tick none" : "Tick all";
  };
  all.hidden = false;
  all.addEventListener("click", () => {
    const wanted = boxes.some((box) => !box.checked);
    boxes.forEach((box) => { box.checked = wanted; });
    count();
  });
  document.addEventListener("change", count);
  boxes[0]?.form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  count();
}

// Shows what is typed into a form's fields for passwords, and hides it again before the form is sent: a browser
// keeps what stood in a field of plain text. Without scripts there is nothing to tick.
for (const line of document.querySelectorAll("[data-shows-passwords]")) {
  const form = line.closest("form");
  const fields = form.querySelectorAll('input[type="password"]');
  const box = line.querySelector("input");
  const show = (isShown) => fields.forEach((field) => (field.type = isShown ? "text" : "password"));
  line.hidden = false;
  box.addEventListener("change", () => show(box.checked));
  form.addEventListener("submit", () => {
    box.checked = false;
    show(false);
  });
}

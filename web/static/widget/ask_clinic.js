/** The form that leaves a question for the front desk. */

import { button, make, outside } from "./drawing.js";
import { newId } from "./connection.js";

/* An e-mail address, or seven digits at least. */
const CONTACT = /\S@\S+\.\S|(\d\D*){7}/;

/* One of these as it is said; it stays in the browser until the form is sent. */
const SAID = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\(?\d[\d\s().-]{5,}\d/;

/** `close(isSent)` is called when it is done with. */
export function askClinicForm(chat, number, question, close) {
  const { words } = chat;
  const error = make("p", { role: "alert", id: "error", class: "urgent" });
  const fields = {
    question: [words.askQuestion, make("textarea", { rows: 3, maxlength: 1000 })],
    contact: [words.askContact, make("input", { maxlength: 200, autocomplete: "on" })],
    name: [words.askName, make("input", { maxlength: 100, autocomplete: "name" })],
  };
  const consent = make("input", { type: "checkbox" });
  fields.question[1].value = question;
  fields.contact[1].value = question.match(SAID)?.[0] ?? "";
  const labelled = Object.entries(fields).flatMap(([name, [label, box]]) => {
    box.id = `ask-${name}`;
    box.required = name !== "name";
    return [make("label", { for: box.id }, label), box];
  });
  const form = make(
    "form",
    { part: "ask", "aria-labelledby": "ask-title", novalidate: "" },
    make("h3", { id: "ask-title" }, words.askClinic),
    make("p", {}, words.askIntro),
    make("p", { class: "urgent" }, `${words.askEmergency} ${number || words.localNumber}.`),
    ...labelled,
    make("label", { class: "check" }, consent, make("span", {}, words.askConsent)),
    chat.privacy && outside(chat.privacy, words.privacy),
    error,
    make("div", { class: "row" }, make("button", { class: "small main" }, words.askSend), button({ class: "small" }, () => close(), words.cancel)),
  );

  function lack(box, label) {
    error.textContent = `${words.needed} ${label}`;
    box.setAttribute("aria-invalid", true);
    box.setAttribute("aria-describedby", "error");
    box.focus();
  }

  let isSending = false;
  let key = newId();
  form.addEventListener("input", ({ target }) => {
    key = newId();
    target.removeAttribute("aria-invalid");
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) return;
    const body = { consent: true };
    for (const [name, [label, box]] of Object.entries(fields)) {
      const value = box.value.trim();
      if (value) body[name] = value;
      if (name === "contact" ? !CONTACT.test(value) : box.required && !value) return lack(box, label);
    }
    if (!consent.checked) return lack(consent, words.askConsent);
    error.textContent = "";
    isSending = true;
    await chat.conversation.askClinic(body, key).then(
      close,
      () => error.append(words.notKept),
    );
    isSending = false;
  });
  return form;
}

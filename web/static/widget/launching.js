/** What the one line does: puts a launcher on a page that places no <needlewise-chat>. */

import { NeedlewiseChat } from "./element.js";
import { given, HOME } from "./home.js";

function place() {
  if (document.querySelector("needlewise-chat")) return;
  const chat = document.createElement("needlewise-chat");
  const attributes = { position: "bottom-right", ...given };
  for (const name in attributes) chat.setAttribute(name.replace(/[A-Z]/g, "-$&").toLowerCase(), attributes[name]);
  // Beside <body>, which some sites move, filter or replace as a whole.
  document.documentElement.append(chat);
}

if (!HOME) console.error("Needlewise: load the chat by its address, as the src of a script; its text alone does not work.");
else if (!customElements.get("needlewise-chat")) {
  customElements.define("needlewise-chat", NeedlewiseChat);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", place);
  else place();
}

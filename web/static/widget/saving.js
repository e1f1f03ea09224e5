/** The conversation to take away: as a text file, or on paper. */

import { make } from "./drawing.js";

function asText(title, { conversation, words }) {
  const lines = [title, words.advice];
  for (const { said, message } of conversation.entries) {
    if (said) lines.push("", words.you, said);
    if (!message) continue;
    lines.push("", words.assistant, message.text);
    for (const { title: name, publisher, date, url } of message.sources) {
      lines.push(`  ${[name, publisher, date, url].filter(Boolean).join(", ")}`);
    }
  }
  return lines.join("\n");
}

export function save(title, chat) {
  const href = URL.createObjectURL(new Blob([asText(title, chat)], { type: "text/plain;charset=utf-8" }));
  make("a", { href, download: `${chat.words.conversation}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1e4);
}

/** From a frame of its own, so that the page around stays out of it. */
export function print(title, chat) {
  const frame = make("iframe", { class: "unseen", title, tabindex: -1 });
  chat.root.append(frame);
  const { contentWindow, contentDocument } = frame;
  const text = make("pre", {}, asText(title, chat));
  text.style.setProperty("font", "12pt/1.5 serif");
  text.style.setProperty("white-space", "pre-wrap");
  contentDocument.body.append(text);
  contentWindow.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  contentWindow.print();
}

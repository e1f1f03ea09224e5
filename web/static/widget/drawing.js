/** What there is to see. Text goes in as text, never as markup. */

import { timeOf } from "./times.js";

const ICONS = {
  chat: "M4 5h16v11h-9l-5 4v-4H4z",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6 6-6",
  send: "M4 12h15M13 6l6 6-6 6",
  menu: "M12 5v.01M12 12v.01M12 19v.01",
  copy: "M9 9h10v10H9zM15 9V5H5v10h4",
  up: "M8 11l4-7q2 0 2 3v3h5l-2 9H8zM4 11h4v8H4z",
};

/** Attributes and children that are false or missing are left out. */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter(Boolean));
  return made;
}

export function button(attributes, action, ...children) {
  const made = make("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", action);
  return made;
}

export function icon(name) {
  const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", true);
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, attributes, action) {
  return button({ "aria-label": label, title: label, ...attributes }, action, icon(name));
}

export function outside(href, text) {
  return make("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** Items are a name, what it does, and for what cannot be undone a question to be pressed first. */
export function menu(label, items) {
  const opener = iconButton("menu", label, { class: "bar", "aria-haspopup": "menu" }, () => show(list.hidden));
  const entries = items.map(([name, action, question]) => {
    const entry = button({ role: "menuitem", tabindex: -1 }, () => {
      if (question && entry.textContent !== question) {
        entry.textContent = question;
        return;
      }
      show(false);
      action();
    }, name);
    return entry;
  });
  const list = make("div", { role: "menu", "aria-label": label }, ...entries);
  const drawn = make("div", { class: "menu" }, opener, list);
  const show = (isShown) => {
    list.hidden = !isShown;
    entries.forEach((entry, index) => (entry.textContent = items[index][0]));
    opener.setAttribute("aria-expanded", isShown);
    (isShown ? entries[0] : opener).focus();
  };
  list.hidden = true;
  opener.setAttribute("aria-expanded", false);
  drawn.addEventListener("focusout", ({ relatedTarget }) => {
    if (list.hidden || drawn.contains(relatedTarget)) return;
    list.hidden = true;
    opener.setAttribute("aria-expanded", false);
  });
  drawn.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (list.hidden || !(step || event.key === "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (step) entries.at((entries.indexOf(event.target) + step) % entries.length).focus();
    else show(false);
  });
  return drawn;
}

/* ---- what was said: answers are English, whatever the chat speaks ---- */

const PERSON_TOPICS = /^(handoff|personal_advice|unclear|out_of_scope|booking|cost)$/;

/* A web address or an e-mail address. */
const ADDRESS = String.raw`https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+`;

/** A number as a link, where a telephone could tell what to dial. */
export function telephone(number, href) {
  return href ? make("a", { href }, number) : number;
}

/** Addresses as links, and those numbers that the message says how to call. */
function linked(text, calls) {
  const numbers = calls.map(({ number }) => number.replace(/[^\w ]/g, "\\$&")).join("|");
  const dialled = numbers && `|(^|[^\\w.,+-])(${numbers})(?![\\w%-]|[.,]\\d)`;
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(new RegExp(`(${ADDRESS})${dialled}`, "g"))) {
    const [whole, address, before = "", number] = found;
    const link = !address
      ? telephone(number, calls.find((call) => call.number === number).href)
      : address.includes("@")
        ? make("a", { href: `mailto:${address}` }, address)
        : outside(address, address);
    nodes.push(text.slice(end, found.index) + before, link);
    end = found.index + whole.length;
  }
  return [...nodes, text.slice(end)];
}

/** Paragraphs, and real lists for lines that start with "- ". */
function paragraphs(text, calls) {
  const blocks = [];
  for (const line of text.split("\n").map((each) => each.trim()).filter(Boolean)) {
    if (!line.startsWith("- ")) {
      blocks.push(make("p", {}, ...linked(line, calls)));
      continue;
    }
    if (blocks.at(-1)?.tagName !== "UL") blocks.push(make("ul"));
    blocks.at(-1).append(make("li", {}, ...linked(line.slice(2), calls)));
  }
  return blocks;
}

function sourcesOf(sources, words) {
  const items = sources.map(({ title, publisher, date, url }) =>
    make(
      "li",
      {},
      /^https?:/.test(url) ? outside(url, title) : title,
      make("small", {}, [publisher, date].filter(Boolean).join(", ")),
    ),
  );
  return make("details", {}, make("summary", {}, `${words.sources} (${items.length})`), make("ol", { lang: "en" }, ...items));
}

/** Copy, and thumbs up or down with a remark. */
function feedbackOn(entry, { words, conversation }) {
  const place = make("div", { class: "remark" });
  const thanks = make("p", { class: "hint", role: "status" });
  const copy = iconButton("copy", words.copy, { class: "tool" }, async () => {
    await navigator.clipboard.writeText(entry.message.text);
    thanks.textContent = words.copied;
  });

  async function keep(helpful, remark) {
    try {
      await conversation.rate(entry, helpful, remark);
      thanks.textContent = words.thanks;
      return true;
    } catch {
      thanks.textContent = words.notKept;
    }
  }

  const thumbs = [true, false].map((helpful) => {
    const thumb = iconButton(
      "up",
      helpful ? words.helpful : words.notHelpful,
      { class: `tool ${helpful ? "" : "down"}`, "aria-pressed": `${entry.helpful === helpful}` },
      async () => {
        if (!(await keep(helpful))) return;
        for (const each of thumbs) each.setAttribute("aria-pressed", each === thumb);
        const box = make("textarea", { rows: 2, maxlength: 500 });
        const close = () => {
          form.remove();
          thumb.focus();
        };
        const form = make(
          "form",
          {},
          make("label", {}, words.remark, box),
          make("div", { class: "row" }, make("button", { class: "small main" }, words.sendRemark), button({ class: "small" }, close, words.cancel)),
        );
        form.addEventListener("submit", async (event) => {
          event.preventDefault();
          const remark = box.value.trim();
          if (!remark || (await keep(helpful, remark))) close();
        });
        place.replaceChildren(form);
        form.scrollIntoView({ block: "nearest" });
      },
    );
    return thumb;
  });
  return [make("div", { class: "tools" }, navigator.clipboard ? copy : "", ...thumbs), place, thanks];
}

function stamp(at, code) {
  const time = new Date(at);
  // What a browser kept may be of before there were any, or have been changed.
  return time > 0 && make("time", { part: "time", datetime: time.toISOString() }, timeOf(time, code));
}

function drawAnswer(entry, chat) {
  const { words, code } = chat;
  const { message, opening, at } = entry;
  const isUrgent = message.topic === "emergency";
  const calls = message.calls ?? [];
  const bubble = make("div", { class: "bubble" }, ...paragraphs(message.text, calls));
  const call = isUrgent && calls.find(({ emergency }) => emergency);
  if (call) bubble.append(make("a", { class: "call", href: call.href, lang: code }, `${words.call} ${call.number}`));
  const extras = make("div", { class: "extras", lang: code }, !opening && stamp(at, code));
  if (opening) extras.append(chat.person);
  else {
    if (message.sources.length) extras.append(sourcesOf(message.sources, words));
    if (PERSON_TOPICS.test(message.topic) || message.lacks) extras.append(button({ class: "text" }, chat.askClinic, words.askClinic));
    extras.append(...feedbackOn(entry, chat));
  }
  return make(
    "div",
    { part: isUrgent ? "answer emergency" : "answer", lang: "en", role: isUrgent && chat.isLive ? "alert" : "article" },
    make("span", { class: "unseen", lang: code }, words.assistant),
    bubble,
    extras,
  );
}

/** An entry of the conversation. */
export function draw(entry, chat) {
  const { words, code } = chat;
  if (entry.message) return drawAnswer(entry, chat);
  if (entry.notice) return make("p", { part: "notice" }, words[entry.notice]);
  return make(
    "div",
    { part: "said", role: "article" },
    make("span", { class: "unseen" }, words.you),
    make("div", { class: "bubble" }, entry.said),
    stamp(entry.at, code),
  );
}

/** Choices under the last answer. */
export function drawChips(entry, press) {
  return (entry?.message?.buttons ?? []).map(({ id, title }) =>
    button({ part: "chip" }, () => press({ button: id }, title), title),
  );
}

/** <needlewise-chat>: the launcher and the panel, and the parts put together. */

import { askClinicForm } from "./ask_clinic.js";
import { Back } from "./back.js";
import { askedClinic, knownClinic } from "./clinic.js";
import { Conversation } from "./conversation.js";
import { button, draw, drawChips, icon, iconButton, make, menu, outside, telephone } from "./drawing.js";
import { HOME } from "./home.js";
import { Keeping } from "./keeping.js";
import { LANGUAGES, languageOf } from "./languages.js";
import { print, save } from "./saving.js";
import { coloursFor, dress } from "./style.js";
import { renewTimes } from "./times.js";

const LONGEST = 1000;
const COUNT_FROM = 850;
const FOCUSABLE = "a, button:not([tabindex]), textarea, input, summary, [tabindex='0']";
const SMALL = matchMedia("(max-width: 480px), (max-height: 480px)");
const DARK = matchMedia("(prefers-color-scheme: dark)");
const FINE = matchMedia("(pointer: fine)");

class Panel {
  #host;
  #server;
  #life;
  #about;
  #drawn = new Map();
  #hasBegun = false;
  #isReload;
  #form = null;
  #back;

  constructor(host, shadow, server, code, words, life) {
    Object.assign(this, { code, words });
    this.#host = host;
    this.#server = server;
    this.#life = life;
    this.isFloating = /^bottom/.test(this.#given("position"));
    this.#back = this.isFloating && new Back(() => this.#toggle(), life);
    this.keeping = new Keeping(server);
    this.conversation = new Conversation(server, this.keeping, life);
    this.#about = knownClinic(server, this.keeping);
    this.#draw(shadow);
    this.#colour();
    this.#fitScreen();
    this.#listen();
    const { open, draft } = this.keeping.tab;
    this.box.value = draft ?? "";
    this.#isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
    // On a small screen the chat would hide the page that somebody just went to.
    if (this.isFloating && (this.#back.isOpen || (open && (this.#isReload || !SMALL.matches)))) host.open = true;
    this.show();
    // On a touch screen the keyboard would cover the opening words.
    if (host.autofocus && !this.isFloating && FINE.matches) this.box.focus();
  }

  #given(name) {
    return this.#host.getAttribute(name) ?? "";
  }

  get #isFull() {
    return this.isFloating && SMALL.matches;
  }

  get #hasFocus() {
    return this.root.getRootNode().activeElement;
  }

  #draw(shadow) {
    const { words, conversation } = this;
    const part = (name, attributes, ...children) => make("div", { class: name, part: name, ...attributes }, ...children);
    this.launcher = button({ class: "launcher", part: "launcher" }, () => this.#toggle());
    this.heading = make("h2", { id: "title" });
    this.person = make("p", { class: "hint" });
    this.log = part("log", { role: "log", "aria-live": "off", "aria-label": words.conversation, tabindex: 0 });
    this.chips = part("chips", { lang: "en" });
    this.typing = part("typing", { "aria-hidden": true }, make("i"), make("i"), make("i"));
    this.status = make("div", { role: "status" });
    this.alert = make("div", { role: "alert" });
    this.view = part(
      "view",
      {},
      this.#given("greeting") && make("p", { class: "bubble", part: "greeting" }, this.#given("greeting")),
      words.language && make("p", { part: "notice" }, words.language),
      this.log,
      this.chips,
      this.typing,
      this.status,
      this.alert,
    );
    this.box = make("textarea", { id: "input", part: "input", rows: 1, maxlength: LONGEST, placeholder: words.placeholder, enterkeyhint: "send" });
    this.count = make("p", { class: "count", "aria-live": "polite" });
    this.composer = make(
      "form",
      { class: "composer" },
      make("label", { class: "unseen", for: "input" }, words.input),
      this.box,
      make("button", { class: "send", part: "send", "aria-label": words.send, title: words.send }, icon("send")),
      this.count,
    );
    this.foot = make("p", { class: "foot" });
    const logo = this.#given("logo");
    const header = part(
      "header",
      {},
      make("span", { class: "logo" }, logo ? make("img", { src: logo, alt: "" }) : icon("chat")),
      make("div", { class: "title" }, this.heading, make("p", {}, make("slot", { name: "subtitle" }, words.subtitle))),
      menu(words.menu, [
        [words.restart, () => conversation.restart(), words.restartSure],
        [words.save, () => save(this.heading.textContent, this)],
        [words.print, () => print(this.heading.textContent, this)],
        [words.askClinic, this.askClinic],
      ]),
      iconButton("close", words.close, { class: "bar close" }, () => this.#toggle()),
    );
    this.panel = part(
      "panel",
      { role: this.isFloating ? "dialog" : "region", "aria-labelledby": "title" },
      header,
      this.view,
      this.composer,
      this.foot,
    );
    const place = this.isFloating ? `floating ${this.#given("position")}` : "";
    this.root = make("div", { class: `root ${place}`, lang: this.code }, this.panel, this.isFloating && this.launcher);
    shadow.replaceChildren(this.root);
    dress(shadow);
    this.#drawAbout();
  }

  /** What depends on the clinic's profile. */
  #drawAbout() {
    const { words } = this;
    const { name, phone, phone_href: dialled } = this.#about;
    this.heading.replaceChildren(this.#given("clinic-name") || name || make("slot", { name: "title" }, words.title));
    const { href, protocol } = new URL(this.#about.privacy_url ?? "privacy", this.#server);
    this.privacy = /^http/.test(protocol) && href;
    this.person.replaceChildren(
      `${words.person} `,
      ...(phone ? [telephone(phone, dialled), " · "] : []),
      button({ class: "text" }, this.askClinic, words.askClinic),
    );
    this.foot.replaceChildren(`${words.advice} `, this.privacy ? outside(this.privacy, words.privacy) : "");
  }

  #colour() {
    const { style, classList } = this.root;
    const scheme = this.#given("scheme");
    classList.toggle("dark", scheme ? scheme === "dark" : DARK.matches);
    for (const name of ["--brand", "--on-brand", "--link"]) style.removeProperty(name);
    if (CSS.supports("color", this.#given("accent"))) style.setProperty("--brand", this.#given("accent"));
    const computed = ["--brand", "--page", "--ink"].map((name) => {
      style.setProperty("color", `var(${name})`);
      return getComputedStyle(this.root).color;
    });
    style.removeProperty("color");
    const colours = coloursFor(...computed);
    style.setProperty("--on-brand", colours.on);
    style.setProperty("--link", colours.shade);
  }

  /** Bring the panel up to what the conversation holds. */
  #update = () => {
    const { conversation, log } = this;
    const { entries, status } = conversation;
    if ([...this.#drawn.keys()].some((id) => !entries.some((entry) => entry.id === id))) {
      log.replaceChildren();
      this.#drawn.clear();
    }
    const added = entries.filter(({ id }) => !this.#drawn.has(id)).map((entry) => {
      this.#drawn.set(entry.id, draw(entry, this));
      return this.#drawn.get(entry.id);
    });
    renewTimes(log, this.code);
    log.append(...added);
    if (added.length && this.isLive && this.panel.hidden) {
      this.launcher.classList.add("news");
      this.launcher.setAttribute("aria-label", this.words.news);
    }
    for (const { id, state } of entries) this.#drawn.get(id).classList.toggle("waiting", /waiting|failed/.test(state));
    this.#drawChips(entries.at(-1));
    this.#drawStatus(navigator.onLine ? status : "offline");
    this.typing.hidden = !conversation.isWaiting || !(status === null || status === "slow");
    if (!conversation.hasStarted) this.view.scrollTop = 0;
    else if (added.length) {
      // A long answer is read from its beginning.
      const start = added[0].offsetTop - 14;
      this.view.scrollTop = added.length < 3 ? start : this.view.scrollHeight;
    }
  };

  /** Choices belong to the last answer; earlier ones go. */
  #drawChips(last) {
    if (this.chips.dataset.of === last?.id) return;
    const hadFocus = this.chips.contains(this.#hasFocus);
    this.chips.dataset.of = last?.id;
    this.chips.replaceChildren(...drawChips(last, (ask, said) => this.conversation.say(ask, said)));
    if (hadFocus) this.#focusIn();
  }

  #drawStatus(status) {
    const { words, alert } = this;
    if (alert.dataset.of === `${status}`) return;
    alert.dataset.of = status;
    const hadFocus = alert.contains(this.#hasFocus);
    this.status.replaceChildren();
    alert.replaceChildren();
    if (hadFocus) this.#focusIn();
    if (!status) return;
    const notice = make("p", { part: "notice" }, words[status]);
    (status === "slow" ? this.status : alert).append(notice);
    if (status === "failed") {
      const { phone, phone_href: dialled } = this.#about;
      if (phone) notice.append(` ${words.callInstead} `, telephone(phone, dialled));
      notice.append(button({ class: "small" }, () => this.conversation.again(), words.again));
    }
    this.view.scrollTop = this.view.scrollHeight;
  }

  #listen() {
    const { view, box } = this;
    const on = (target, names, action) => {
      for (const name of names.split(" ")) target?.addEventListener(name, action, { signal: this.#life });
    };
    const submit = (event) => {
      event.preventDefault();
      const text = box.value.trim();
      box.value = text && "";
      this.#fitBox();
      if (text) this.conversation.say({ text }, text);
    };
    on(this.conversation, "change", this.#update);
    on(window, "online offline", this.#update);
    on(this.composer, "submit", submit);
    on(box, "input", () => this.#fitBox());
    on(box, "keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
    });
    on(box, "paste drop", (event) => {
      if (!(event.clipboardData ?? event.dataTransfer).files.length) return;
      event.preventDefault();
      this.conversation.note("noPictures");
    });
    on(this.panel, "keydown", (event) => this.#key(event));
    // The page's own short cuts are not for what is typed here.
    on(this.root, "keydown keypress keyup", (event) => event.stopPropagation());
    on(DARK, "change", () => this.#colour());
    on(window.visualViewport, "resize scroll", () => this.#fitScreen());
    // Whoever was at the end of the conversation stays there when the room for it changes.
    let isAtEnd = false;
    on(view, "scroll", () => {
      isAtEnd = view.scrollHeight - view.scrollTop - view.clientHeight < 40;
    });
    new ResizeObserver(() => {
      if (isAtEnd) view.scrollTop = view.scrollHeight;
    }).observe(view);
  }

  #fitBox() {
    const { box } = this;
    const { length } = box.value;
    box.style.setProperty("height", "auto");
    if (box.scrollHeight) box.style.setProperty("height", `${box.scrollHeight + 2}px`);
    this.count.textContent = length < COUNT_FROM ? "" : `${this.words.left} ${LONGEST - length}`;
    this.keeping.tab = { draft: box.value };
  }

  /** Show the form in place of the conversation. */
  askClinic = () => {
    if (this.#form) return;
    const { view, composer } = this;
    const close = (isSent) => {
      this.#form.remove();
      this.#form = null;
      view.hidden = composer.hidden = false;
      if (isSent) this.conversation.note("asked");
      this.#focusIn();
    };
    const last = this.conversation.entries.findLast?.(({ ask }) => ask?.text)?.said;
    this.#form = askClinicForm(this, this.#about.emergency_number, this.box.value || last || "", close);
    view.hidden = composer.hidden = true;
    this.foot.before(this.#form);
    this.#form.querySelector("textarea").focus();
  };

  #key(event) {
    if (event.key === "Escape" && this.isFloating) this.#toggle();
    if (event.key !== "Tab" || !this.#isFull) return;
    // In full screen there is nowhere else to go.
    const stops = [...this.panel.querySelectorAll(FOCUSABLE)].filter((each) => each.getClientRects().length);
    if (event.shiftKey) stops.reverse();
    if (this.#hasFocus !== stops.at(-1)) return;
    event.preventDefault();
    stops[0].focus();
  }

  /** Bring panel and launcher up to the `open` attribute. */
  show() {
    const { words, launcher } = this;
    const isOpen = !this.isFloating || this.#host.open;
    this.panel.hidden = !isOpen;
    this.root.classList.toggle("open", isOpen);
    launcher.setAttribute("aria-label", isOpen ? words.close : words.open);
    launcher.setAttribute("aria-expanded", isOpen);
    launcher.replaceChildren(icon(isOpen ? "down" : "chat"));
    launcher.classList.remove("news");
    if (!isOpen) this.#back.release();
    else if (this.#isFull || this.#back.isOpen) this.#back.hold();
    if (isOpen) this.#begin();
  }

  #toggle() {
    const open = !this.#host.open;
    this.#host.open = open;
    this.keeping.tab = { open };
    (open ? this.box : this.launcher).focus({ preventScroll: true });
  }

  /** Nothing is asked of the gateway, and nothing kept, before the chat is seen. */
  #begin() {
    this.#update();
    this.#fitBox();
    if (this.conversation.hasStarted) this.view.scrollTop = this.view.scrollHeight;
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    // What was said before is not announced again.
    requestAnimationFrame(() => {
      this.isLive = true;
      this.log.setAttribute("aria-live", "polite");
    });
    this.conversation.deliver();
    askedClinic(this.#server, this.keeping, this.#isReload).then(
      (about) => {
        this.#about = about;
        this.#drawAbout();
      },
      () => {},
    );
  }

  /** On a touch screen the list takes the focus, so that no keyboard covers the answer. */
  #focusIn() {
    (FINE.matches ? this.box : this.log).focus({ preventScroll: true });
  }

  /** On a small screen the panel takes what the keyboard leaves of it. */
  #fitScreen() {
    const isFull = this.#isFull;
    const { style, classList } = this.root;
    const { height, offsetTop, scale } = window.visualViewport;
    classList.toggle("full", isFull);
    if (this.isFloating) this.panel.setAttribute("aria-modal", isFull);
    if (!isFull || scale > 1.01) return;
    style.setProperty("--nw-tall", `${height}px`);
    style.setProperty("--nw-top", `${offsetTop}px`);
  }
}

export class NeedlewiseChat extends HTMLElement {
  static observedAttributes = "server clinic-name greeting logo position accent lang scheme open".split(" ");

  #shadow = this.attachShadow({ mode: "open" });
  #life = new AbortController();
  #panel = null;

  connectedCallback() {
    this.#build();
  }

  disconnectedCallback() {
    this.#life.abort();
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#panel || before === after) return;
    if (name === "open") this.#panel.show();
    else this.#build();
  }

  get open() {
    return this.hasAttribute("open");
  }

  set open(value) {
    this.toggleAttribute("open", Boolean(value));
  }

  /** Draw it all anew. */
  #build() {
    this.#life.abort();
    this.#life = new AbortController();
    this.#panel = null;
    const { signal } = this.#life;
    const code = languageOf(this);
    const server = new URL(this.getAttribute("server") || HOME, location.href).href.replace(/\/*$/, "/");
    this.#panel = new Panel(this, this.#shadow, server, code, LANGUAGES[code], signal);
  }
}

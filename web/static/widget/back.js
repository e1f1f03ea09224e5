/** Back on a phone closes the chat that fills its screen, and does not leave the page.

    While it is open it has an entry of its own in the tab's history: the page's address and state,
    and a mark. Of the way between this entry and the one below it the page hears nothing, or where
    it listens before the chat does, that it is where it was. */

const MARK = "needlewise";

const isMarked = (state) => Boolean(state?.[MARK]);

export class Back {
  #toggle;
  #isHeld = false;
  #isLeaving = false;
  #isBuried = false;
  #address;

  /** `toggle` opens or closes the chat. */
  constructor(toggle, life) {
    this.#toggle = toggle;
    addEventListener("popstate", (event) => this.#heed(event), { capture: true, signal: life });
  }

  /** Whether the tab's history says that the chat is open, as after a reload. */
  get isOpen() {
    return isMarked(history.state);
  }

  /** The chat is open. */
  hold() {
    this.#isHeld = true;
    this.#address = location.href;
    if (this.isOpen) return;
    try {
      history.pushState({ ...history.state, [MARK]: true }, "");
    } catch {
      this.#isHeld = false; // Not every frame may: there, Back leaves the page.
    }
  }

  /** The chat is closed. */
  release() {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    if (this.#isLeaving) return;
    // Where the page has gone on meanwhile, the entry lies below one of its own.
    this.#isBuried = !this.isOpen;
    if (this.#isBuried) return;
    this.#isLeaving = true;
    history.back();
  }

  #heed(event) {
    const isOpen = isMarked(event.state);
    if (this.#isLeaving) {
      this.#isLeaving = false;
      event.stopImmediatePropagation();
      // Whoever opened it again before its entry was gone.
      if (this.#isHeld) this.hold();
    } else if (isOpen && this.#isBuried) {
      this.#isBuried = false;
      history.replaceState({ ...event.state, [MARK]: false }, "");
    } else if (isOpen !== this.#isHeld) {
      this.#isHeld = isOpen;
      this.#address ??= location.href;
      if (location.href === this.#address) event.stopImmediatePropagation();
      this.#toggle();
    }
  }
}

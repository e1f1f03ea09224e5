/** Which language the chat speaks. */

import { en } from "./words_en.js";
import { es } from "./words_es.js";

/* Another language is a file words_<code>.js, and its words here. */
export const LANGUAGES = { en, es };

/** The first one that element, page or visitor ask for and there is. */
export function languageOf(host) {
  const wanted = [host.getAttribute("lang"), document.documentElement.lang, ...navigator.languages];
  return wanted.map((tag) => tag?.slice(0, 2).toLowerCase()).find((tag) => Object.hasOwn(LANGUAGES, tag)) ?? "en";
}

/** Where the service is: where this script came from. A module knows no script of its own. */
const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"]');
const src = script?.src;

/** Attributes for a launcher, as `data-…` on the script. */
export const given = { ...script?.dataset };
export const HOME = src ? new URL(".", src).href : "";

/** How the chat looks. Of the page around it takes nothing but the properties --needlewise-*. */

import { make } from "./drawing.js";

const STYLES = `
:host { display: block !important; visibility: visible !important; height: var(--needlewise-height, 640px); }
:host([position^="bottom"]) { all: initial !important; position: fixed !important; inset: auto 0 0 auto !important; z-index: 2147483647 !important; }
@media print { :host { display: none !important; } }

.root {
  all: initial;
  --panel: #fff; --page: #f5f8f7; --ink: #18302f; --soft: #516664; --line: #d7e1de; --edge: #70857f;
  --alarm: #fff1ee; --alarm-line: #b3261e; --on-alarm: #4a120d; --note: #fdf6e7; --focus: #b25b00;
  --brand: var(--needlewise-accent, #0f5f5f); --on-brand: #fff; --link: #0b5f6b;
  --tint: color-mix(in srgb, var(--brand) 9%, var(--panel));
  --shade: 0 2px 8px rgb(0 20 20 / .2), 0 12px 40px rgb(0 20 20 / .24);
  --round: var(--needlewise-radius, 18px); --tail: var(--round) var(--round) var(--round) 5px;
  display: block; height: 100%; color: var(--ink); color-scheme: light; direction: ltr; overflow-wrap: anywhere;
  font-family: var(--needlewise-font, system-ui, sans-serif); line-height: 1.5;
}
.dark {
  --panel: #172322; --page: #101a1a; --ink: #e6efed; --soft: #a6bab7; --line: #2d403e; --edge: #78908c;
  --alarm: #3a1714; --alarm-line: #ff8a7d; --on-alarm: #ffe3df; --note: #2f2816; --focus: #ffb35c;
  --brand: var(--needlewise-accent, #1c6d6a); --tint: color-mix(in srgb, var(--brand) 30%, var(--panel));
  color-scheme: dark;
}
* { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
button, textarea, input { font: inherit; color: inherit; }
button { cursor: pointer; padding: 0; border: 0; background: none; }
svg { display: block; width: 22px; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
a { color: var(--link); text-underline-offset: 2px; }
a[href^="tel:"] { white-space: nowrap; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; border: 0; overflow: hidden; clip-path: inset(50%); }

.launcher, .floating .panel { position: fixed; right: 20px; bottom: calc(20px + var(--needlewise-offset, 0px)); box-shadow: var(--shade); }
.bottom-left > * { right: auto !important; left: 20px; }
.launcher, .send, .bar, .tool, .logo { display: grid; place-items: center; flex: none; border-radius: 50%; width: 40px; height: 40px; }
.launcher, .send, .main, .header, [part="said"] .bubble { background: var(--brand); color: var(--on-brand); }
.launcher { width: 60px; height: 60px; border: 1px solid rgb(255 255 255 / .4); }
.launcher svg { width: 28px; }
.news::after { content: ""; position: absolute; top: 0; right: 0; width: 16px; height: 16px; border: 2px solid #fff; border-radius: 50%; background: #b3261e; }

.panel { display: flex; flex-direction: column; height: 100%; overflow: hidden; background: var(--page); border: 1px solid var(--line); border-radius: var(--round); }
.floating .panel { bottom: calc(94px + var(--needlewise-offset, 0px)); width: min(400px, 100vw - 40px); height: min(680px, 100vh - 114px); animation: appear .22s ease-out; }
.full.floating .panel { inset: var(--nw-top, 0) 0 auto !important; width: 100%; height: var(--nw-tall, 100dvh); border: 0; border-radius: 0; }
.full.open .launcher, :not(.full) > .panel .close { display: none; }
@keyframes appear { from { opacity: 0; transform: translateY(8px); } }

.header { display: flex; align-items: center; gap: 12px; padding: max(12px, env(safe-area-inset-top)) 10px 12px 16px; }
.logo { background: rgb(255 255 255 / .16); overflow: hidden; }
img { width: 100%; height: 100%; object-fit: contain; background: #fff; }
.title { flex: 1; min-width: 0; font-size: .8125em; line-height: 1.35; }
h2 { font-size: 1.3em; font-weight: 650; }
h3 { font-size: 1.1em; }
.header :focus-visible { outline-color: currentColor; outline-offset: -3px; }
.menu { position: relative; }
.menu svg { stroke-width: 3; }
[role="menu"] { position: absolute; z-index: 1; right: 0; top: 46px; width: max-content; padding: 6px; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); color: var(--ink); box-shadow: var(--shade); }
[role="menuitem"] { display: block; width: 100%; min-height: 40px; padding: 0 14px; border-radius: 8px; text-align: start; }
[role="menuitem"]:hover, [role="menuitem"]:focus { background: var(--tint); }

.view, [part="ask"] { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 18px 16px 14px; position: relative; }
.view > * { margin-bottom: 14px; }
.view > :empty { margin: 0; }
:where(.log > div) { display: flex; flex-direction: column; align-items: flex-start; max-width: min(94%, 600px); margin-bottom: 14px; animation: appear .22s ease-out; }
.bubble { width: fit-content; max-width: 100%; padding: 11px 15px; border: 1px solid var(--line); border-radius: var(--tail); background: var(--panel); white-space: pre-wrap; }
.bubble > * + * { margin-top: 9px; }
ul, ol { padding-inline-start: 22px; }
li + li { margin-top: 4px; }
small { display: block; font-size: 1em; }
[part="said"] { align-items: flex-end; margin-inline-start: auto; max-width: 85%; }
[part="said"] .bubble { border: 0; border-radius: var(--round) var(--round) 5px; }
.waiting .bubble { box-shadow: inset 0 0 0 2px var(--brand), inset 0 0 0 3px var(--on-brand); }

[part~="emergency"], .urgent, [role="alert"] > [part="notice"] { color: var(--on-alarm); }
[part~="emergency"] .bubble { border: 2px solid var(--alarm-line); background: var(--alarm); font-weight: 550; }
.bubble .call { display: grid; place-items: center; min-height: 48px; margin-top: 14px; border-radius: 24px; background: var(--alarm-line); color: var(--alarm); font-weight: 700; text-decoration: none; }
[part~="emergency"] p a, [part="notice"] a { color: inherit; }

.chips, .row, .extras { display: flex; flex-wrap: wrap; gap: 8px; }
.extras { align-items: center; gap: 2px 12px; width: 100%; padding: 2px 4px; color: var(--soft); font-size: .875em; }
time { color: var(--soft); }
[part="said"] time { padding-inline-end: 4px; font-size: .875em; }
details[open], .remark { flex-basis: 100%; }
summary { min-height: 32px; padding: 5px 0; cursor: pointer; }
.tools { display: flex; margin-inline-start: auto; }
.tool { width: 32px; height: 32px; }
.tool svg { width: 18px; }
.down svg { transform: scaleY(-1); }
.tool:hover, .tool[aria-pressed="true"] { background: var(--tint); color: var(--link); }
.tool[aria-pressed="true"] svg { fill: currentColor; fill-opacity: .3; }
.text { min-height: 32px; color: var(--link); text-decoration: underline; text-underline-offset: 2px; font-weight: 600; }

[part="chip"], .small { min-height: 38px; padding: 6px 15px; border: 1px solid var(--edge); border-radius: 20px; line-height: 1.3; text-align: start; }
[part="chip"] { background: var(--tint); font-size: .9375em; }
[part="chip"]:hover { border-color: var(--link); }
.small { font-weight: 600; }
.main { border-color: transparent; }

[part="notice"], .urgent:not(:empty) { padding: 9px 14px; border: 1px solid var(--line); border-radius: 12px; background: var(--note); font-size: .875em; }
[role="alert"] > [part="notice"], .urgent { border-color: var(--alarm-line) !important; background: var(--alarm) !important; }
[part="notice"] .small { display: block; margin-top: 8px; }
.typing { display: flex; gap: 5px; width: fit-content; padding: 14px 16px; border: 1px solid var(--line); border-radius: var(--tail); background: var(--panel); }
i { width: 7px; height: 7px; border-radius: 50%; background: var(--soft); animation: breathe 1.3s infinite; }
i + i { animation-delay: .16s; }
i + i + i { animation-delay: .32s; }
@keyframes breathe { 50% { opacity: .2; } }

.composer { display: grid; grid-template-columns: 1fr auto; align-items: end; gap: 8px; padding: 10px 12px 4px; border-top: 1px solid var(--line); }
.composer, .foot, [part="ask"] { background: var(--panel); }
textarea, input:not([type="checkbox"]) { display: block; width: 100%; min-height: 44px; padding: 9px 15px; border: 1px solid var(--edge); border-radius: min(var(--round), 22px); background: var(--page); font-size: max(16px, 1em); resize: none; }
.composer textarea { max-height: 132px; }
::placeholder { color: var(--soft); opacity: 1; }
textarea:focus-visible, input:focus-visible { outline: 2px solid var(--link); outline-offset: 0; }
[aria-invalid] { border-color: var(--alarm-line) !important; }
.send { width: 44px; height: 44px; }
.count, .foot { font-size: .75em; color: var(--soft); }
.foot { padding: 2px 16px max(8px, env(safe-area-inset-bottom)); text-align: center; line-height: 24px; }
.foot a { display: inline-block; color: inherit; }

.remark form, [part="ask"] { display: flex; flex-direction: column; gap: 8px; }
.remark form { margin: 6px 0; padding: 12px; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); color: var(--ink); }
[part="ask"] > * { flex: none; }
label { font-weight: 600; }
.check { display: flex; gap: 10px; font-weight: 400; }
.check input { flex: none; width: 24px; height: 24px; accent-color: var(--brand); }

@media (pointer: coarse) {
  .bar, .tool { width: 44px; height: 44px; }
  .small, .text, summary, [part="chip"], [role="menuitem"], .check { min-height: 44px; }
  .foot { line-height: 44px; padding-block: 0; }
  summary { padding: 11px 0; }
}
/* A large text in a small window: what is said comes before all else, and whom to call before that. */
@media (max-height: 380px) {
  .logo, .foot, [name="subtitle"], .count:empty { display: none; }
  .header { padding-block: 2px; }
  h2 { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .composer { padding: 4px 8px; }
  .view, [part="ask"] { padding: 8px 10px; }
  .bar, .send { width: 40px; height: 40px; }
  textarea, input:not([type="checkbox"]) { min-height: 40px; padding-block: 6px; }
  [role="menu"] { top: 0; right: 44px; max-height: 90vh; overflow-y: auto; }
  [part~="emergency"] .bubble { display: flex; flex-direction: column; }
  .bubble .call { order: -1; margin: 0 0 6px; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; } }
@media (forced-colors: active) { button, .bubble { border: 1px solid !important; } }
`;

let sheet;

/** Dress a shadow root: by one sheet for all chats of a page, which a strict policy of it allows. */
export function dress(shadow) {
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
    }
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    // An old browser: where the page forbids this, it works and looks plain.
    shadow.append(make("style", {}, STYLES));
  }
}

const luminance = (rgb) => {
  const [red, green, blue] = rgb.map((value) => (value / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
};

function contrast(one, other) {
  const ratio = luminance(one) / luminance(other);
  return Math.max(ratio, 1 / ratio);
}

/** A colour in any notation as red, green and blue, 0 to 255: as it is painted. */
function painted(colour) {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

/** From computed colours, what can be read on the accent, and a shade of it that can be read as text. */
export function coloursFor(...colours) {
  const [accent, ground, ink] = colours.map(painted);
  let shade = accent;
  for (let share = 0; share < 1 && contrast(shade, ground) < 5.2; share += 0.05) {
    shade = accent.map((value, index) => value + (ink[index] - value) * share);
  }
  return { on: contrast(accent, [255, 255, 255]) > 4.6 ? "#fff" : "#000", shade: `rgb(${shade})` };
}

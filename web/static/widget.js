/* What a clinic pastes into its pages: loads the chat from where this script came from, and puts a
   launcher on a page that places no <needlewise-chat>. It leaves no global behind. */
(() => {
  const { src, dataset } = document.currentScript;
  const given = { position: "bottom-right", ...dataset };
  import(new URL("static/widget/element.js", src)).catch(() => {});
  const place = () => {
    if (document.querySelector("needlewise-chat")) return;
    const chat = document.createElement("needlewise-chat");
    for (const name in given) chat.setAttribute(name.replace(/[A-Z]/g, "-$&").toLowerCase(), given[name]);
    document.body.append(chat);
  };
  if (document.body) place();
  else addEventListener("DOMContentLoaded", place);
})();

// Keys for those who do not reach for the mouse: "g" and then a letter goes to a page, "/" to the search field.
let waitingForPage = false;

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (waitingForPage) {
    waitingForPage = false;
    const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    }
    return;
  }
  if (event.key === "g") waitingForPage = true;
  if (event.key === "?") document.querySelector("[data-help]")?.click();
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select?.();
    }
  }
});

// What is open stands in the title of every page, so that a tab tells of it; an emergency before all else.
const title = document.title;
let alarmsBefore = null;

function tell() {
  const count = document.querySelector("[data-open]");
  if (!count) return;
  const open = Number(count.dataset.open);
  const alarms = Number(count.dataset.alarms);
  document.title = `${alarms ? "EMERGENCY " : ""}${open ? `(${open}) ` : ""}${title}`;
  const isTold = localStorage.getItem("tell") === "yes" && Notification.permission === "granted";
  if (alarmsBefore !== null && alarms > alarmsBefore && isTold) new Notification("An emergency is in the inbox");
  alarmsBefore = alarms;
}

document.addEventListener("htmx:afterSettle", tell);

const tellButton = document.getElementById("tell");
if (tellButton && "Notification" in window) {
  const show = () => {
    tellButton.hidden = false;
    tellButton.setAttribute("aria-pressed", String(localStorage.getItem("tell") === "yes"));
  };
  show();
  tellButton.addEventListener("click", async () => {
    const isOn = localStorage.getItem("tell") === "yes";
    const granted = isOn || (await Notification.requestPermission()) === "granted";
    localStorage.setItem("tell", !isOn && granted ? "yes" : "no");
    show();
  });
}

/** When something was said: the hour, with the day where it is not today. */

const DAY_MS = 864e5;

const midnight = (time) => new Date(time).setHours(0, 0, 0, 0);

/** In the language of the chat, as it is written where the visitor lives. */
export function timeOf(at, code) {
  const tag = navigator.languages.find((each) => each.toLowerCase().startsWith(code)) ?? code;
  const { hourCycle } = new Intl.DateTimeFormat([], { hour: "numeric" }).resolvedOptions();
  const days = Math.round((midnight(Date.now()) - midnight(at)) / DAY_MS);
  return new Intl.DateTimeFormat(tag, {
    hour: "numeric",
    minute: "2-digit",
    hourCycle,
    ...(days && { weekday: "long" }),
    // The name of a day means the last one of it.
    ...((days < 0 || days > 6) && { day: "numeric", month: "long" }),
  }).format(new Date(at));
}

/** Midnight passes, and "2:05 PM" is yesterday's. */
export function renewTimes(log, code) {
  for (const time of log.querySelectorAll("time")) {
    const text = timeOf(time.dateTime, code);
    if (time.textContent !== text) time.textContent = text;
  }
}

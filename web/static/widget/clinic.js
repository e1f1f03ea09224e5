/** The clinic's own details: its name, how it is reached, its privacy notice. */

import { request } from "./connection.js";
import { HOME } from "./home.js";

/** What this tab was told of them lately; undefined where that is too long ago. */
function kept({ tab: { clinic } }) {
  const passed = Date.now() - clinic?.at;
  return passed >= 0 && passed < clinic.seconds * 1000 ? clinic.about : undefined;
}

/** What is known without asking; the script came with those of its own service. */
export const knownClinic = (server, keeping) => kept(keeping) ?? (server === HOME ? CLINIC : {});

/** As the service has them. It is not asked again while its answer holds, but for `isReload`. */
export async function askedClinic(server, keeping, isReload) {
  const known = !isReload && kept(keeping);
  if (known) return known;
  const [about, headers] = await request(`${server}api/about`, null, null, (...answer) => answer);
  const seconds = Number(headers.get("Cache-Control")?.match(/max-age=(\d+)/)?.[1]);
  keeping.tab = { clinic: { about, seconds, at: Date.now() } };
  return about;
}

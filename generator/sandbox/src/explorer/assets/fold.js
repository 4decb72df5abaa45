// What is folded in the list of endpoints: APIs, and the groups of a large one. The browser remembers it.

import { h } from "./dom.js";

const KEY = "countersign-folds";
/** So many endpoints are seen at a glance. */
const FEW = 60;

/** Whether each part was opened or closed by hand, by its name: `antom`, or `antom/v1/payments`. */
const chosen = read();

function read() {
  try {
    return new Map(Object.entries(JSON.parse(localStorage.getItem(KEY)) ?? {}));
  } catch {
    // What was kept is unreadable, or nothing may be kept.
    return new Map();
  }
}

function choose(name, open) {
  chosen.set(name, open);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(chosen)));
  } catch {
    // It holds until the page is left.
  }
}

/** A part of the list that folds. What is `found` by a search is open, and so is what holds the endpoint that is `shown`. */
export function folding({ name, title, number, many, found, shown }, ...content) {
  const open = found || shown || (chosen.get(name) ?? many <= FEW);
  const part = h("details", { open, "data-fold": name },
    h("summary", {}, title, h("span", { class: "tag" }, String(number))), content);
  part.firstElementChild.addEventListener("click", () => {
    // The browser has not opened or closed it yet.
    if (!found) choose(name, !part.open);
  });
  return part;
}

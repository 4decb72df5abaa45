// What the sandbox received, as it comes.

import { h } from "./dom.js";
import { words } from "./prose.js";
import { status } from "./reference.js";
import { body, headers } from "./result.js";
import { get } from "./server.js";

const MOST = 500;
const PAUSE = 1500;

/** Keeps asking for what is new while the page is visible. */
export class Received {
  /** `changed` is called with the number of entries. */
  constructor(changed) {
    Object.assign(this, { entries: [], last: 0, more: false, changed, list: undefined, trouble: "" });
    document.addEventListener("visibilitychange", () => document.hidden || this.ask());
    this.ask();
  }

  async ask() {
    clearTimeout(this.timer);
    if (this.asking) return;
    this.asking = true;
    try {
      const { run, entries, more } = await get(`/-/received?after=${this.last}`);
      this.more = more;
      this.trouble = "";
      if (this.run !== undefined && run !== this.run) return this.restart(run);
      this.run = run;
      if (entries.length > 0) this.add(entries);
    } catch (error) {
      this.trouble = error.message;
      this.more = false;
    } finally {
      this.asking = false;
      this.say();
      if (!document.hidden) this.timer = setTimeout(() => this.ask(), this.more ? 0 : PAUSE);
    }
  }

  /** The sandbox is another one, and counts anew. */
  restart(run) {
    Object.assign(this, { run, entries: [], last: 0 });
    this.list?.replaceChildren();
    this.changed(0);
  }

  add(entries) {
    this.last = Math.max(this.last, ...entries.map((entry) => entry.seq));
    const fresh = entries.toReversed();
    this.entries = [...fresh, ...this.entries].slice(0, MOST);
    this.list?.prepend(...fresh.map(item));
    while (this.list?.childElementCount > MOST) this.list.lastElementChild.remove();
    this.changed(this.last);
  }

  say() {
    if (!this.told) return;
    this.told.textContent = this.trouble || (this.entries.length === 0 ? "Nothing yet. Requests show here as they arrive." : "");
    this.told.hidden = this.told.textContent === "";
  }

  view() {
    this.list = h("ul", { class: "entries" }, this.entries.map(item));
    this.told = h("p", { class: "muted" });
    this.say();
    return h("div", { class: "narrow" },
      h("h1", {}, "Received"),
      h("div", { class: "prose" }, h("p", {}, "What was sent to this sandbox, the latest first, with what it responded.")),
      this.told, this.list);
  }
}

function item(entry) {
  const { request, answer } = entry;
  const fold = h("details", {},
    h("summary", {},
      h("time", { datetime: entry.time, title: entry.time }, clock(entry.time)),
      h("code", {}, entry.endpoint ? `${entry.api}/${entry.endpoint}` : `${entry.method} ${entry.path}`),
      h("span", { class: "verdict-line" }, entry.status && status(entry.status), h("span", {}, words(entry.verdict))),
      entry.fault && h("span", { class: "tag deprecated" }, `fault: ${entry.fault}${entry.fault_applied ? "" : ", which had nothing to apply to"}`)));
  // Made when it is looked at: bodies may be long, and there may be many.
  fold.addEventListener("toggle", () => {
    if (fold.childElementCount > 1) return;
    fold.append(h("div", { class: "exchange" },
      h("h3", {}, "Request"), headers(request?.headers), message(request),
      h("h3", {}, answer ? `Response, status ${answer.status}` : "No response"),
      answer && headers(answer.headers), answer && message(answer)));
  });
  return h("li", {}, fold);
}

/** A body, in both forms if it is encrypted. */
function message({ body: sent, plain }) {
  return plain === null ? body(sent) : [body(sent), h("h4", {}, "Decrypted"), body(plain)];
}

function clock(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toLocaleTimeString([], { hour12: false });
}

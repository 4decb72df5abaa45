// The page of an endpoint: what it is, its form, and what came of sending it.

import { Checker } from "./checker.js";
import { freshId } from "./controls.js";
import { h, button, tabs } from "./dom.js";
import { Form } from "./form.js";
import { isObject, ordered, own, parse, pretty, put } from "./json.js";
import { prose, words } from "./prose.js";
import { fieldList, resultList } from "./reference.js";
import { emptyResult, result, trouble } from "./result.js";
import { post } from "./server.js";

/** The body that was typed and the name of the example that it was made from, by endpoint: they are there again when one comes back. */
const drafts = new Map();

export function endpointView(api, endpoint, { faults, links, sent }) {
  return h("article", {},
    head(api, endpoint, links),
    endpoint.notification || endpoint.notCallable ? received(endpoint, links) : work(api, endpoint, { faults, links, sent }),
    section("response", "Response", [
      h("p", { class: "prose" }, words(endpoint.result)),
      fieldList(endpoint.response, endpoint.types, links),
      endpoint.additional[1] && h("p", { class: "muted small" }, FURTHER)]),
    endpoint.results.length > 0 && section("results", "Result codes", resultList(endpoint.results, links)),
    endpoint.fieldResults.length > 0 && section("field-results", "Codes of other fields", [
      h("p", { class: "prose" }, "None of them decides how the call ended."),
      resultList(endpoint.fieldResults, links)]));
}

const FURTHER = "There may be further fields: not all of them are known.";

function section(id, title, content) {
  return h("section", { class: "section narrow", id }, h("h2", {}, title), content);
}

function head(api, endpoint, links) {
  return h("header", {},
    h("div", { class: "crumb" }, h("span", {}, api.title), h("span", {}, endpoint.id.split("/").slice(0, -1).join("/")),
      endpoint.notification && h("span", { class: "tag" }, "notification: the wallet calls you"),
      endpoint.encrypted && h("span", { class: "tag" }, "encrypted")),
    h("h1", {}, endpoint.id.split("/").at(-1)),
    !endpoint.notification && h("div", { class: "route" }, h("b", {}, "POST"), h("span", {}, endpoint.route)),
    h("div", { class: "prose" }, prose(endpoint.summary, links), h("div", { class: "long" }, prose(endpoint.doc, links))),
    endpoint.deprecated && h("p", { class: "note" }, words(`Deprecated: ${endpoint.deprecated}`, links)),
    endpoint.partial && h("p", { class: "note" }, "The wallet's documentation of this endpoint was incomplete."),
    endpoint.notCallable && h("p", { class: "note" }, words(`A generated client cannot call it: ${endpoint.notCallable}`, links)),
    endpoint.fromExample && h("p", { class: "note" }, words("This sandbox answers it from an example: it has no role, and nothing is kept of it.")),
    endpoint.noSandboxPath && h("p", { class: "note" }, words("The wallet's sandbox does not have it; this one does.")),
    endpoint.facts.length > 0 && h("dl", { class: "facts" }, endpoint.facts.map(([term, text]) => h("div", {}, h("dt", {}, term), h("dd", {}, words(text, links))))));
}

/** What is read, not sent. */
function received(endpoint, links) {
  return section("request", endpoint.notification ? "Notification" : "Request", fieldList(endpoint.request, endpoint.types, links));
}

function work(api, endpoint, { faults, links, sent }) {
  const told = h("section", { class: "told", "aria-label": "What happened" }, emptyResult());
  const said = h("p", { class: "sr", role: "status" });
  let last;
  // An outcome is that of the request that was sent, and no other.
  const compare = (order) => told.toggleAttribute("data-stale", last !== undefined && last !== JSON.stringify(order));
  const panel = new Panel(api, endpoint, faults, compare, async (order) => {
    told.setAttribute("aria-busy", "true");
    try {
      const answer = await post("/-/call", order);
      told.replaceChildren(result(answer, endpoint, links, asking(api, endpoint, parse(order.body))));
      said.textContent = `Outcome: ${[answer.steps?.outcome, answer.steps?.result?.resultCode].filter(Boolean).join(", ")}`;
    } catch (error) {
      told.replaceChildren(trouble(error.message));
    }
    told.removeAttribute("aria-busy");
    last = JSON.stringify(order);
    compare(panel.order());
    told.scrollTop = 0;
    // What came of it is beside the form, or below it where there is no room.
    if (told.getBoundingClientRect().top > innerHeight * 0.6) told.scrollIntoView({ block: "start" });
    sent();
  });
  return h("div", { class: "work" }, panel.element(), told, said);
}

/** The form of the endpoint that tells how a call ended, filled in: its address, `undefined` if there is none. */
function asking(api, endpoint, body) {
  const inquiry = api.endpoints.find((other) => other.id === endpoint.settledBy);
  const at = (path) => path.split(".").reduce(own, body);
  const given = endpoint.ask.filter(([, path]) => at(path) !== undefined);
  if (!inquiry || given.length === 0) return undefined;
  return () => {
    drafts.set(inquiry.address, { body: given.reduce((draft, [name, path]) => put(draft, name, at(path)), {}) });
    location.hash = `#${inquiry.address}`;
  };
}

/** An example with request ids of its own, so that it can be sent again with other values. */
function afresh(text, endpoint) {
  const body = parse(text);
  const keys = endpoint.request.filter((field) => endpoint.idempotencyKey.includes(field.name) && field.type.kind === "string");
  for (const field of isObject(body) ? keys : []) {
    if (own(body, field.name) !== undefined) put(body, field.name, freshId(field.type.max));
  }
  return body;
}

class Panel {
  /** `compare` is told of each change of the order that would be sent, and `send` sends one. */
  constructor(api, endpoint, faults, compare, send) {
    Object.assign(this, { api, endpoint, faults, compare, deliver: send, broken: "", found: { problems: [] }, attempts: 0 });
    const examples = endpoint.examples.filter((example) => example.request !== null);
    this.examples = examples;
    const first = examples.find((example) => example.breaks === null);
    const { body, example, headers } = drafts.get(endpoint.address) ?? (first ? { body: afresh(first.request, endpoint), example: first.name } : { body: {} });
    this.example = example;
    this.form = new Form(endpoint, endpoint.types, body, () => this.changed(), headers);
    this.checker = new Checker(api.name, endpoint.id, (found) => this.take(found));
  }

  element() {
    this.place = h("div", {});
    this.problems = h("div", { class: "problems", id: "problems", role: "status" });
    this.submit = button("Sign and send", () => this.send(false), { class: "primary", id: "send", "aria-keyshortcuts": "Control+Enter Meta+Enter" });
    this.picker = this.faults.picker(this.endpoint, { id: "fault", "aria-describedby": "fault-about" }, () => this.changed());
    this.about = h("p", { class: "muted small", id: "fault-about" });
    this.loaded = h("span", { class: "muted small", id: "loaded" });
    this.draw();
    const element = h("section", { class: "ask", "aria-label": "Request", on: { keydown: (event) => this.key(event) } },
      h("div", { class: "ask-head" }, h("h2", {}, "Request"), this.loaded, ...this.starts()),
      this.place,
      h("div", { class: "send" }, this.problems,
        h("div", { class: "send-line" },
          h("div", { class: "fault" }, h("label", { for: "fault" }, "For this call"), this.picker.element),
          h("span", { class: "muted small keys" }, "Ctrl+Enter"), this.submit),
        this.about));
    this.changed();
    return element;
  }

  /** What the form can be filled with. */
  starts() {
    const names = this.examples.map((example, at) => h("option", { value: String(at) }, example.breaks ? `${example.name} (breaks its table)` : example.name));
    const select = h("select", { id: "example", "aria-label": "Load an example" }, h("option", { value: "" }, "Examples"), names);
    select.addEventListener("change", () => {
      const example = this.examples[Number(select.value)];
      if (select.value !== "") this.load(afresh(example.request, this.endpoint), example.name);
      select.value = "";
    });
    return [names.length > 0 && select, button("Clear", () => this.load({}), { class: "quiet", id: "clear" })];
  }

  /** Fills the form; `example` is the name of the example that the body is from, if it is from one. */
  load(body, example) {
    this.form.asked = false;
    this.example = example;
    this.form.body = body;
    this.take({ problems: [] });
    this.broken = "";
    this.draw();
    this.changed();
  }

  draw() {
    const chosen = this.place.querySelector('[aria-selected="true"]')?.dataset.tab;
    this.place.replaceChildren(tabs("Request", [
      { id: "form", title: "Form", content: () => this.form.render() },
      { id: "json", title: "JSON", content: () => this.json() },
    ], chosen));
  }

  /** What would be sent. */
  order() {
    return { api: this.api.name, endpoint: this.endpoint.id, body: this.broken || this.text(), headers: this.form.headers, fault: this.picker.get() || null };
  }

  text() {
    return pretty(ordered(this.form.body, this.endpoint.request, this.endpoint.types));
  }

  /** The whole body as text. What is no JSON object stays here, and cannot be sent. */
  json() {
    const area = h("textarea", { class: "mono json", id: "json", rows: "18", spellcheck: "false", "aria-label": "Body as JSON", "aria-describedby": "json-error" });
    const error = h("p", { class: "error", id: "json-error", hidden: true });
    area.value = this.broken || this.text();
    const take = () => {
      let why = "";
      try {
        const body = parse(area.value);
        if (typeof body !== "object" || body === null || Array.isArray(body)) throw new Error("it is not an object");
        this.broken = "";
        this.form.body = body;
      } catch (problem) {
        this.broken = area.value || " ";
        why = `This is not a JSON body: ${problem.message}`;
      }
      error.hidden = why === "";
      error.textContent = why;
      if (why) area.setAttribute("aria-invalid", "true");
      else area.removeAttribute("aria-invalid");
      this.changed();
    };
    area.addEventListener("input", take);
    if (this.broken) queueMicrotask(take);
    return h("div", {}, area, error);
  }

  /** The body, the fault, or what is to be marked is another one. */
  changed() {
    drafts.set(this.endpoint.address, { body: this.form.body, example: this.example, headers: this.form.headers });
    this.loaded.textContent = this.example ? `Example: ${this.example}` : "";
    this.compare(this.order());
    const standing = this.faults.of(`${this.api.name}/${this.endpoint.id}`);
    const fault = this.picker.get();
    this.about.textContent = fault ? this.faults.doc(fault) : standing ? `Switched on for this endpoint: ${standing}.` : "";
    this.problems.setAttribute("aria-busy", "true");
    if (this.broken) {
      this.checker.next();
      this.take({ problems: [] });
    } else {
      this.checker.soon(this.text(), this.form.headers);
    }
  }

  /** What the check of the body has found. */
  take(found) {
    this.found = found;
    this.problems.removeAttribute("aria-busy");
    this.form.mark(found.problems);
    this.tell();
  }

  /** What is wrong; what is only missing yet is counted, until one tries to send. */
  tell() {
    const { problems, more, failed } = this.found;
    const missing = problems.filter((problem) => problem.missing).length;
    const shown = problems.filter((problem) => !problem.missing || this.form.asked);
    const parts = [];
    if (this.broken) parts.push(h("p", { class: "error" }, "The JSON is not a body that can be sent."));
    if (failed) parts.push(h("p", { class: "error" }, `The body could not be checked: ${failed}`));
    if (shown.length > 0) {
      const number = shown.length === 1 ? "1 problem" : `${shown.length} problems`;
      parts.push(h("p", { class: "error" }, `${more ? "At least " : ""}${number}:`));
      parts.push(h("ul", {}, shown.slice(0, 6).map((problem) => h("li", {}, this.problem(problem)))));
      if (shown.length > 6) parts.push(h("p", { class: "muted small" }, `and ${shown.length - 6} more`));
    }
    if (failed || shown.length > 0) {
      parts.push(button("Send it anyway", () => this.send(true), { class: "little", id: "anyway" }));
    } else if (missing > 0) {
      parts.push(h("p", { class: "muted small" }, `${missing === 1 ? "1 required field is" : `${missing} required fields are`} still empty.`));
    }
    // Only what is new is to be read out.
    const text = parts.map((part) => part.textContent).join();
    if (text !== this.said) this.problems.replaceChildren(...parts);
    this.said = text;
  }

  problem({ path, message }) {
    const name = path.join(".") || "The body";
    return h("a", { href: `#${this.endpoint.address}`, on: { click: (event) => {
      event.preventDefault();
      this.show(path);
    } } }, h("code", {}, name), ` ${message}`);
  }

  /** Leads to the control of a problem. */
  show(path) {
    if (!this.form.cellOf(path)?.focus()?.isConnected) this.place.querySelector('[data-tab="form"]')?.click();
    const input = this.form.cellOf(path)?.focus();
    for (let fold = input?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    input?.focus();
  }

  key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.send(false);
    }
  }

  /** Whether a body has no problems; if it has, leads to the first one. Not when another attempt was made meanwhile. */
  async fits(body, attempt) {
    const { problems, failed } = await this.checker.now(body, this.form.headers);
    if (attempt !== this.attempts) return false;
    if (problems.length === 0 && !failed) return true;
    this.form.askForAll();
    this.tell();
    if (problems.length > 0) this.show(problems[0].path);
    return false;
  }

  async send(anyway) {
    if (this.broken || this.submit.disabled) return;
    const order = this.order();
    this.attempts += 1;
    if (!anyway && !await this.fits(order.body, this.attempts)) return;
    this.submit.disabled = true;
    this.submit.textContent = "Sending";
    await this.deliver(order);
    this.submit.disabled = false;
    this.submit.textContent = "Sign and send";
  }
}

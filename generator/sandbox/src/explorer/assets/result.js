// What happened, step by step.

import { button, code, copyButton, h, tabs, uid } from "./dom.js";
import { parse, pretty } from "./json.js";
import { sentence, words } from "./prose.js";

const TONES = { Success: "good", Accepted: "accent", Failed: "bad", Unknown: "warn" };

const NAMES = { NotSent: "Not sent" };

/** Before anything was sent. */
export function emptyResult() {
  const steps = ["The body", "The content to be signed", "The headers", "The response", "Its signature", "The outcome"];
  return h("div", { class: "empty" },
    h("h2", {}, "Nothing sent yet"),
    h("p", { class: "muted" }, "“Sign and send”, or Ctrl+Enter, shows here, step by step:"),
    h("ol", {}, steps.map((step) => h("li", {}, step))),
    h("p", { class: "muted" }, "and the same call for curl, the command line and Rust."));
}

/** What the sandbox tells about a call. `ask` leads to where one finds out how it ended. */
export function result(told, endpoint, links, ask) {
  const pages = [{ id: "steps", title: "Step by step", content: () => steps(told.steps ?? {}) }];
  for (const [id, title] of [["curl", "curl"], ["command", "countersign call"], ["rust", "Rust"]]) {
    if (typeof told[id] === "string") pages.push({ id, title, content: () => code(told[id]) });
  }
  return h("div", {}, outcome(told.steps ?? {}, endpoint, links, ask), tabs("What happened", pages));
}

/** That the sandbox could not even try. */
export function trouble(message) {
  return h("div", { class: "outcome bad", role: "alert" }, h("h2", {}, "Not sent"), h("p", {}, message));
}

function outcome(steps, endpoint, links, ask) {
  const name = steps.outcome ?? "NotSent";
  const { resultCode, resultMessage } = steps.result ?? {};
  const listed = endpoint.results.find((result) => result.code === resultCode);
  const advice = sentence(steps.todo ?? "Nothing was sent. Fix what the message names.");
  const open = name === "Accepted" || name === "Unknown";
  const attempts = Number(steps.attempts) > 1 ? `${steps.attempts} attempts` : undefined;
  return h("div", { class: `outcome ${TONES[name] ?? "bad"}`, id: "outcome", tabindex: "-1" },
    h("div", { class: "outcome-head" },
      h("h2", {}, h("span", { class: "sr" }, "Outcome: "), NAMES[name] ?? name),
      resultCode && h("code", {}, resultCode),
      attempts && h("span", { class: "muted small" }, attempts)),
    resultMessage && h("p", { class: "said" }, resultMessage),
    steps.error && h("p", { class: "said" }, sentence(steps.error)),
    listed?.doc && h("p", {}, words(listed.doc, links)),
    advice && h("p", { class: "advice" }, words(advice, links)),
    steps.deviations?.length > 0 && h("p", {}, words(`Not as documented: ${steps.deviations.join("; ")}.`)),
    ask && open && button("Ask for the result", ask, { id: "ask" }));
}

function steps(steps) {
  const { answer, verified } = steps;
  const holds = verified?.holds === true;
  return h("ol", { class: "steps" },
    step("Body", steps.plain === null ? "What is sent." : "Before it is encrypted.", body(steps.plain ?? steps.body)),
    steps.plain !== null && step("Encrypted body", "What is sent: base64, with an AES key that the header Encrypt holds.", body(steps.body)),
    step("Content to be signed", "Path, client id, time and body, exactly as on the wire.", code(steps.content ?? "")),
    step("Headers", "With the signature of the content.", headers(steps.headers)),
    step("Response", answer ? `HTTP status ${answer.status}.` : "None came.", answer && [headers(answer.headers), body(answer.encrypted ?? answer.body)]),
    step("Its signature", undefined, h("p", { class: `verdict ${verified ? (holds ? "good" : "bad") : "warn"}` },
      h("b", {}, verified ? (holds ? "Holds. " : "Does not hold. ") : "Not checked. "),
      verified ? sentence(verified.why ?? "The wallet's key has signed exactly these bytes") : "There was nothing to verify.")),
    answer?.encrypted && step("Decrypted response", "With the merchant's key, after its signature was verified.", body(answer.body)),
    step("Outcome", undefined, h("p", {}, h("b", {}, `${NAMES[steps.outcome] ?? steps.outcome}. `), sentence(steps.error ?? ""))));
}

function step(title, about, ...content) {
  return h("li", {}, h("h3", {}, title), about && h("p", { class: "muted small" }, about), ...content);
}

/** A list of names and values. */
export function headers(list) {
  return h("dl", { class: "headers" }, (list ?? []).flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

/** A body: laid out to be read, or exactly as it is. */
export function body(text) {
  if (typeof text !== "string" || text === "") return h("p", { class: "muted small" }, "Empty.");
  let formatted;
  try {
    formatted = pretty(parse(text));
  } catch {
    return code(text);
  }
  const shown = h("code", {}, formatted);
  const exact = h("input", { type: "checkbox", id: uid("exact") });
  exact.addEventListener("change", () => (shown.textContent = exact.checked ? text : formatted));
  return h("div", { class: "code" },
    h("pre", { tabindex: "0" }, shown),
    copyButton(() => text),
    formatted !== text && h("label", { class: "exact", for: exact.id }, exact, "Exact bytes"));
}

// The response of an endpoint: its fields and its result codes.

import { h } from "./dom.js";
import { own } from "./json.js";
import { prose, words } from "./prose.js";

/** The fields of a request or response, objects folded. */
export function fieldList(fields, types, links) {
  return h("ul", { class: "fields" }, fields.map((field) => h("li", {},
    h("div", { class: "name" },
      h("code", {}, field.name),
      h("span", { class: "type" }, words([field.words, ...field.facts].join(", "), links)),
      field.required && h("span", { class: "tag required" }, "required"),
      field.deprecated && h("span", { class: "tag deprecated" }, "deprecated"),
      field.sensitive && h("span", { class: "tag" }, "sensitive")),
    field.doc && h("div", { class: "about" }, prose(field.doc, links)),
    inside(field.type, types, links))));
}

/** What a named type consists of; made when it is unfolded, as types may be deep. */
function inside(type, types, links) {
  if (type.kind === "list") return inside(type.items, types, links);
  if (type.kind === "map") return inside(type.values, types, links);
  const definition = type.kind === "named" ? own(types, type.name) : undefined;
  if (!definition) return undefined;
  const number = (definition.fields ?? definition.values).length;
  const thing = definition.fields ? "field" : "value";
  const details = h("details", {}, h("summary", {}, `${type.name}: ${number} ${thing}${number === 1 ? "" : "s"}`));
  details.addEventListener("toggle", () => {
    if (details.childElementCount === 1) {
      details.append(definition.fields ? fieldList(definition.fields, types, links) : values(definition, links));
    }
  });
  return details;
}

function values(definition, links) {
  return h("dl", { class: "values" }, definition.values.flatMap(({ value, doc }) =>
    [h("dt", {}, h("code", {}, value)), h("dd", {}, words(doc ?? "", links))]));
}

export function resultList(results, links) {
  return h("ul", { class: "codes" }, results.map((result) => h("li", {},
    h("div", {}, status(result.status)),
    h("div", {},
      h("b", {}, result.code),
      result.field && h("span", { class: "type" }, ` of ${result.field}`),
      result.doc && h("div", {}, words(result.doc, links)),
      result.todo && h("div", { class: "todo" }, words(result.todo, links))))));
}

const NAMES = { S: "success", A: "accepted", F: "failed", U: "unknown" };

export function status(letter) {
  return h("span", { class: `status ${Object.hasOwn(NAMES, letter) ? letter : "U"}`, title: NAMES[letter] }, letter);
}

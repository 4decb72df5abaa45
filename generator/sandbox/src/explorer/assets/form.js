// The form of a request: made from the table of its fields, over a body that it keeps.

import { canShow, control, counter, freshId, insideText } from "./controls.js";
import { button, h, uid } from "./dom.js";
import { isObject, own, put } from "./json.js";
import { sentence, words } from "./prose.js";

export class Form {
  /** `changed` is called whenever the body, or a header, is another one. */
  constructor(endpoint, types, body, changed, headers = {}) {
    Object.assign(this, { endpoint, types, body, changed, headers, cells: new Map(), asked: false, problems: [] });
  }

  /** The elements, anew from the body. */
  render() {
    this.cells.clear();
    const root = { get: () => this.body, set: (body) => this.take(body) };
    const headers = { get: () => this.headers, set: (headers) => this.takeHeaders(headers) };
    const element = h("div", { class: "form" },
      this.endpoint.headers.map((header) => this.field(header, child(headers, header.name), ["headers", header.name])),
      this.fields(this.endpoint.request, root, []));
    this.refresh();
    return element;
  }

  take(body) {
    this.body = body;
    this.refresh();
    this.changed();
  }

  takeHeaders(headers) {
    this.headers = headers;
    this.refresh();
    this.changed();
  }

  /** Marks what is wrong with the body. */
  mark(problems) {
    this.problems = problems;
    this.refresh();
  }

  /** From now on, what is missing is marked too. */
  askForAll() {
    this.asked = true;
    this.refresh();
  }

  /** The control that a problem is about, or the nearest around it. */
  cellOf(path) {
    for (let length = path.length; length > 0; length -= 1) {
      const cell = this.cells.get(key(path.slice(0, length)));
      if (cell) return cell;
    }
    return undefined;
  }

  refresh() {
    const messages = new Map();
    for (const problem of this.problems) {
      const cell = this.cellOf(problem.path);
      if (cell && (!problem.missing || this.asked || cell.touched)) {
        messages.set(cell, [...(messages.get(cell) ?? []), problem.message]);
      }
    }
    for (const cell of this.cells.values()) cell.show(messages.get(cell) ?? []);
  }

  /** The fields of an object: those that matter now, and the rest to be unfolded. */
  fields(fields, cursor, path) {
    const matters = (field) => field.required || field.condition || field.oneOf || own(cursor.get(), field.name) !== undefined;
    const shown = fields.filter(matters);
    const rest = fields.filter((field) => !matters(field));
    const rows = (list) => list.map((field) => this.field(field, child(cursor, field.name), [...path, field.name]));
    if (shown.length === 0) return rows(rest);
    if (rest.length === 0) return rows(shown);
    const title = `${rest.length} optional ${rest.length === 1 ? "field" : "fields"}`;
    return [...rows(shown), h("details", { class: "more" }, h("summary", {}, title), rows(rest))];
  }

  field(field, cursor, path) {
    let type = field.type;
    if (field.jsonText && (cursor.get() === undefined || insideText(cursor).get() !== undefined)) {
      cursor = insideText(cursor);
    } else if (field.jsonText) {
      type = { kind: "string", form: "string", max: null };
    }
    const definition = type.kind === "named" ? own(this.types, type.name) : undefined;
    if (definition?.fields) return this.group(field, cursor, path, (value) => isObject(value), () => ({}), () => this.fields(definition.fields, cursor, path));
    if (type.kind === "list") return this.group(field, cursor, path, Array.isArray, () => [], (again) => this.items(type, cursor, path, again));
    if (type.kind === "map") return this.group(field, cursor, path, isObject, () => ({}), (again) => this.entries(type, cursor, path, again));
    return this.row(field, type, cursor, path);
  }

  /** A value in one control, with what is said about it. */
  row(field, type, cursor, path, remove) {
    const id = uid("field");
    const ids = { label: `${id}-label`, about: `${id}-about`, count: `${id}-count`, error: `${id}-error` };
    const limited = ["string", "url"].includes(type.kind) && type.max !== null && type.max !== undefined;
    const count = limited && h("span", { class: "counter", id: ids.count });
    const error = h("p", { class: "error", id: ids.error, hidden: true });
    const described = [field.doc && ids.about, limited && ids.count, ids.error].filter(Boolean).join(" ");
    const props = { id, "aria-labelledby": ids.label, "aria-describedby": described, "aria-required": field.required ? "true" : undefined };
    const raw = !canShow(type, cursor.get());
    const { element, input } = control(raw ? { form: "any" } : type, cursor, { props, quoted: field.quoted || this.endpoint.quoted }, this.types);
    const show = (messages) => {
      mark(input, error, messages);
      if (!limited) return;
      const { text, over } = counter(type.max, cursor.get());
      count.textContent = text;
      count.classList.toggle("over", over);
    };
    this.register(path, input, show);
    const isKey = path.length === 1 && this.endpoint.idempotencyKey.includes(field.name) && type.kind === "string";
    const fresh = isKey && button("New id", () => {
      input.value = freshId(type.max);
      cursor.set(input.value);
    }, { class: "little" });
    const label = h("div", { class: "label" },
      h("label", { for: id, id: ids.label }, field.name), ...tags(field), h("span", { class: "grow" }), count);
    const null_ = field.nullable && cursor.get() !== null && button("null", () => {
      cursor.set(null);
      box.replaceWith(this.row(field, type, cursor, path, remove));
      this.refresh();
    }, { class: "little", "aria-describedby": ids.label });
    const box = h("div", { class: "field", "data-path": path.join(".") },
      label,
      (field.doc || field.facts?.length > 0) && h("p", { class: "about", id: ids.about }, about(field)),
      h("div", { class: "with-button" }, element, fresh, null_, remove),
      error);
    return box;
  }

  /** An object, list or map: there or not, with its parts inside. */
  group(field, cursor, path, fits, make, parts) {
    const id = uid("group");
    const error = h("p", { class: "error", id: `${id}-error`, hidden: true });
    const inside = h("div", { class: "inside" });
    const name = h("span", { id: `${id}-name`, class: "group-name" }, field.name);
    const toggle = button("", () => {
      const add = cursor.get() === undefined;
      cursor.set(add ? make() : undefined);
      again();
      if (add) inside.querySelector("input, select, textarea, button")?.focus();
    }, { class: "little", "aria-describedby": name.id });
    const null_ = field.nullable && button("null", () => {
      cursor.set(null);
      again();
    }, { class: "little", "aria-describedby": name.id });
    const box = h("div", { class: "group", role: "group", "aria-labelledby": name.id, "aria-describedby": error.id, "data-path": path.join(".") },
      h("div", { class: "label" }, name, ...tags(field), h("span", { class: "grow" }), null_, toggle),
      (field.doc || field.facts?.length > 0) && h("p", { class: "about" }, about(field)),
      error, inside);
    const again = () => {
      for (const known of [...this.cells.keys()]) {
        if (isInside(JSON.parse(known), path)) this.cells.delete(known);
      }
      const value = cursor.get();
      const open = field.required || value !== undefined;
      toggle.hidden = Boolean(field.required);
      toggle.textContent = value === undefined ? "Add" : "Remove";
      box.classList.toggle("closed", !open);
      if (open && value !== undefined && !fits(value)) {
        inside.replaceChildren(this.row({ name: "value", facts: [] }, { form: "any" }, cursor, [...path, ""]));
      } else {
        inside.replaceChildren(...(open ? parts(again) : []));
      }
      this.refresh();
    };
    const show = (messages) => {
      box.classList.toggle("invalid", messages.length > 0);
      say(error, messages);
    };
    this.register(path, toggle, show, () => (toggle.hidden ? inside.querySelector("input, select, textarea, button") : toggle));
    again();
    return box;
  }

  items(type, cursor, path, again) {
    const items = cursor.get() ?? [];
    const rows = items.map((_, number) => {
      const at = {
        get: () => cursor.get()?.[number],
        set: (value) => cursor.set((cursor.get() ?? []).with(number, value ?? empty(type.items, this.types))),
      };
      const remove = button("Remove", () => {
        cursor.set(cursor.get().toSpliced(number, 1));
        again();
      }, { class: "little", "aria-label": `Remove item ${number + 1}` });
      return this.part(`${number + 1}`, type.items, at, [...path, String(number)], remove);
    });
    const full = type.max !== null && items.length >= type.max;
    const add = button("Add item", () => {
      cursor.set([...(cursor.get() ?? []), empty(type.items, this.types)]);
      again();
    }, { class: "little", disabled: full });
    const limit = type.max === null ? "" : `${items.length} of at most ${type.max}`;
    return [...rows, h("div", { class: "add" }, add, h("span", { class: "counter" }, limit))];
  }

  entries(type, cursor, path, again) {
    const names = Object.keys(cursor.get() ?? {});
    const rows = names.map((name) => {
      const remove = button("Remove", () => {
        child(cursor, name).set(undefined);
        again();
      }, { class: "little", "aria-label": `Remove ${name}` });
      return this.part(name, type.values, child(cursor, name), [...path, name], remove);
    });
    const rest = type.keys.filter((key) => !names.includes(key));
    const input = type.keys.length > 0
      ? h("select", { "aria-label": "Key" }, rest.map((key) => h("option", { value: key }, key)))
      : h("input", { type: "text", "aria-label": "Key", placeholder: "Key", spellcheck: "false" });
    const add = button("Add entry", () => {
      if (input.value === "" || names.includes(input.value)) return input.focus();
      child(cursor, input.value).set(empty(type.values, this.types));
      again();
    }, { class: "little" });
    return [...rows, h("div", { class: "add with-button" }, input, add)];
  }

  /** An item of a list, or the value of a map's entry. */
  part(name, type, cursor, path, remove) {
    const field = { name, type, words: "", facts: [], required: true };
    const isRow = !["list", "map"].includes(type.kind) && !own(this.types, type.name)?.fields;
    if (isRow) return this.row(field, type, { ...cursor, set: (value) => cursor.set(value ?? "") }, path, remove);
    return h("div", { class: "part" }, this.field(field, cursor, path), h("div", { class: "add" }, remove));
  }

  /** `focus` gives the element that is to get the focus. */
  register(path, input, show, focus = () => input) {
    const cell = { show, focus, touched: false };
    input.addEventListener("blur", () => {
      cell.touched = true;
      this.refresh();
    });
    this.cells.set(key(path), cell);
  }
}

function key(path) {
  return JSON.stringify(path);
}

function isInside(path, outer) {
  return path.length > outer.length && outer.every((name, at) => path[at] === name);
}

/** The part of an object, which is made when the part is given a value. */
function child(parent, name) {
  return {
    get: () => own(parent.get(), name),
    set(value) {
      const object = {};
      for (const [other, held] of Object.entries(isObject(parent.get()) ? parent.get() : {})) put(object, other, held);
      if (value === undefined) delete object[name];
      else put(object, name, value);
      parent.set(object);
    },
  };
}

function empty(type, types) {
  if (type.kind === "list") return [];
  const isMap = type.kind === "map" || Boolean(type.kind === "named" && own(types, type.name)?.fields);
  return isMap ? {} : "";
}

function mark(element, error, messages) {
  if (messages.length > 0) element.setAttribute("aria-invalid", "true");
  else element.removeAttribute("aria-invalid");
  say(error, messages);
}

function say(error, messages) {
  error.hidden = messages.length === 0;
  error.textContent = messages.map(sentence).join(" ");
}

function tags(field) {
  return [
    field.required && field.words !== "" && h("span", { class: "tag required" }, "required"),
    field.deprecated && h("span", { class: "tag deprecated" }, "deprecated"),
    field.sensitive && h("span", { class: "tag" }, "sensitive"),
  ].filter(Boolean);
}

function about(field) {
  const facts = [field.words, ...(field.facts ?? [])].filter(Boolean).join(", ");
  const why = field.deprecated ? ` Deprecated: ${field.deprecated}` : "";
  const doc = (field.doc ?? "") + why;
  return [doc && words(doc), doc && " ", facts && h("span", { class: "facts-line" }, words(facts))];
}

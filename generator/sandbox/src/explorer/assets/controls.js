// What one value is typed or chosen in. A control keeps its value in a cursor: `{ get(), set(value) }`, where
// `undefined` means that the field is left out.

import { button, h } from "./dom.js";
import { Num, compact, number, own, parse, pretty } from "./json.js";

/** A control: its element, and the part that takes the focus. `props` go to the latter. */
export function control(type, cursor, options, types) {
  const values = type.kind === "named" ? own(types, type.name)?.values : undefined;
  if (values) return choice(values, cursor, options);
  switch (type.form) {
    case "boolean": return choice([{ value: "true" }, { value: "false" }], asText(cursor, options.quoted), { ...options, closed: true });
    case "number": return line(asText(cursor, options.quoted), { ...options, props: { ...options.props, inputmode: type.kind === "integer" ? "numeric" : "decimal" } });
    case "any": return json(cursor, options);
  }
  switch (type.kind) {
    case "datetime": return line(cursor, { ...options, fill: ["Now", now] });
    case "date": return line(cursor, { ...options, fill: ["Today", () => now().slice(0, 10)] });
    default: return (type.max ?? 1024) > 512 ? area(cursor, options) : line(cursor, options);
  }
}

/** Whether a control of this type can show the value as it is. */
export function canShow(type, value) {
  if (value === undefined || type.form === "any") return true;
  const scalar = ["string", "number", "boolean"].includes(typeof value) || value instanceof Num;
  return scalar && (typeof value === "string" || ["number", "boolean"].includes(type.form));
}

/** A number or boolean as the text of a control. What is no number stays a text, so that nothing typed is lost. */
function asText(cursor, quoted) {
  return {
    get() {
      const value = cursor.get();
      if (value instanceof Num) return value.text;
      return value === undefined ? undefined : String(value);
    },
    set(text) {
      if (quoted || text === undefined) cursor.set(text);
      else if (text === "true" || text === "false") cursor.set(text === "true");
      else cursor.set(number(text) ?? text);
    },
  };
}

function shown(cursor) {
  const value = cursor.get();
  return value === undefined ? "" : String(value);
}

function line(cursor, { props, fill }) {
  const input = h("input", { type: "text", spellcheck: "false", autocomplete: "off", ...props });
  input.value = shown(cursor);
  input.addEventListener("input", () => cursor.set(input.value === "" ? undefined : input.value));
  if (!fill) return { element: input, input };
  const [label, make] = fill;
  const filler = button(label, () => {
    input.value = make();
    cursor.set(input.value);
  }, { class: "little", "aria-describedby": props["aria-labelledby"] });
  return { element: h("div", { class: "with-button" }, input, filler), input };
}

function area(cursor, { props }) {
  const input = h("textarea", { rows: "2", spellcheck: "false", ...props });
  input.value = shown(cursor);
  input.addEventListener("input", () => cursor.set(input.value === "" ? undefined : input.value));
  return { element: input, input };
}

const OTHER = "another";

/** A list to choose from, and a line for a value that is not in it. */
function choice(values, cursor, { props, closed }) {
  const listed = values.map(({ value, doc }, at) => h("option", { value: `at-${at}` }, doc ? `${value} - ${doc}` : value));
  const other = h("option", { value: OTHER }, "Another value");
  const input = h("select", props, h("option", { value: "" }, "Left out"), listed, other);
  const free = h("input", { type: "text", spellcheck: "false", autocomplete: "off", "aria-label": "Another value", class: "free" });
  const value = cursor.get();
  const at = values.findIndex((one) => one.value === value);
  input.value = value === undefined ? "" : at < 0 ? OTHER : `at-${at}`;
  free.value = at < 0 && value !== undefined ? value : "";
  free.hidden = input.value !== OTHER;
  other.hidden = closed && free.hidden;
  input.addEventListener("change", () => {
    free.hidden = input.value !== OTHER;
    const chosen = values[Number(input.value.slice("at-".length))];
    if (!free.hidden) cursor.set(free.value);
    else cursor.set(input.value === "" ? undefined : chosen.value);
    if (!free.hidden) free.focus();
  });
  free.addEventListener("input", () => cursor.set(free.value));
  return { element: h("div", { class: "choice" }, input, free), input };
}

/** Any JSON; what is not JSON yet is kept as a text. */
function json(cursor, { props }) {
  const input = h("textarea", { rows: "3", spellcheck: "false", class: "mono", ...props });
  const value = cursor.get();
  input.value = value === undefined ? "" : pretty(value);
  input.addEventListener("input", () => {
    try {
      cursor.set(input.value.trim() === "" ? undefined : parse(input.value));
    } catch {
      cursor.set(input.value);
    }
  });
  return { element: input, input };
}

/** The value inside of a text that holds JSON. */
export function insideText(cursor) {
  return {
    get() {
      const text = cursor.get();
      try {
        return typeof text === "string" ? parse(text) : undefined;
      } catch {
        return undefined;
      }
    },
    set(value) {
      cursor.set(value === undefined ? undefined : compact(value));
    },
  };
}

/** The number of characters: Unicode scalar values, not UTF-16 units. */
function characters(text) {
  return [...text].length;
}

/** How many characters there are, of how many. */
export function counter(max, value) {
  const length = typeof value === "string" ? characters(value) : 0;
  return { text: `${length} / ${max}`, over: length > max };
}

function now() {
  const time = new Date();
  const ahead = -time.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const local = new Date(time.getTime() + ahead * 60_000).toISOString().slice(0, 19);
  return `${local}${ahead < 0 ? "-" : "+"}${two(ahead / 60)}:${two(ahead % 60)}`;
}

/** An id that was never used before. */
export function freshId(max) {
  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  const random = crypto.getRandomValues(new Uint8Array(20));
  return Array.from(random, (byte) => letters[byte % letters.length]).join("").slice(0, max ?? 20);
}

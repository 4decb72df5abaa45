// Whether a body is what the table says: the same rules as the wallet's, so that most mistakes show before sending.

import { Num, isObject, own, parse } from "./json.js";

/** The number of characters: Unicode scalar values, not UTF-16 units. */
export function characters(text) {
  return [...text].length;
}

/** All that is wrong: `{ path: [names], missing: whether there is nothing yet, message }`. */
export function check(body, fields, types) {
  const found = [];
  object(body, fields, { types, root: body, found, path: [] });
  return found;
}

/** Whether a field is needed, given what else is there. */
export function isNeeded(field, owner, root) {
  return field.required || Boolean(field.condition && (holds(field.condition, owner) || holds(field.condition, root)));
}

function holds({ path, value }, object) {
  const held = path.reduce((at, name) => own(at, name), object);
  if (held instanceof Num) return held.text === value;
  return ["string", "number", "boolean"].includes(typeof held) && String(held) === value;
}

function misfit(at, message, missing = false) {
  at.found.push({ path: at.path, message, missing });
}

function inside(at, name) {
  return { ...at, path: [...at.path, String(name)] };
}

function object(value, fields, at) {
  if (!isObject(value)) return misfit(at, "is not an object");
  const known = new Set(fields.map((field) => field.name));
  for (const name of Object.keys(value)) {
    if (!known.has(name)) misfit(inside(at, name), "is not in the spec");
  }
  for (const field of fields) one(field, value, inside(at, field.name));
  const groups = new Map();
  for (const field of fields) {
    if (field.oneOf) groups.set(field.oneOf, [...(groups.get(field.oneOf) ?? []), field.name]);
  }
  for (const names of groups.values()) {
    if (!names.some((name) => Object.hasOwn(value, name))) {
      misfit(inside(at, names[0]), `is missing: one of ${names.join(", ")} is required`, true);
    }
  }
}

function one(field, owner, at) {
  const value = own(owner, field.name);
  if (value === undefined) {
    if (!isNeeded(field, owner, at.root)) return;
    // Of an object that is missing, the fields inside are what is to be filled in.
    const inner = field.type.kind === "named" ? own(at.types, field.type.name)?.fields : undefined;
    if (inner?.some((field) => field.required)) return object({}, inner, at);
    const when = field.required ? "" : ` when ${field.requiredWhen}`;
    return misfit(at, `is required${when}, but missing`, true);
  }
  if (value === null) {
    if (!field.nullable && field.type.kind !== "json") misfit(at, "is null");
    return;
  }
  if (!field.jsonText) return typed(value, field.type, at);
  if (typeof value !== "string") return misfit(at, "is not a text with JSON inside");
  let held;
  try {
    held = parse(value);
  } catch {
    return misfit(at, "is not JSON inside the text");
  }
  typed(held, field.type, at);
}

function typed(value, type, at) {
  const spelled = value instanceof Num ? value.text : String(value);
  const scalar = value instanceof Num || ["string", "number", "boolean"].includes(typeof value);
  switch (type.kind) {
    case "string": return text(value, type, at);
    case "url":
      text(value, type, at);
      if (typeof value === "string" && !/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(value)) misfit(at, "is not a URL: it has no scheme such as https:, or contains blanks");
      return;
    case "integer": return integer(scalar ? spelled : "", type, at);
    case "boolean": return scalar && /^(true|false)$/.test(spelled) ? undefined : misfit(at, "is not true or false");
    case "decimal": return scalar && /^-?\d+(\.\d+)?$/.test(spelled) ? undefined : misfit(at, "is not a decimal number");
    case "datetime":
      return typeof value === "string" && isDateTime(value) ? undefined : misfit(at, "is not a date and time with an offset, such as 2025-01-31T12:00:00+01:00");
    case "date": return typeof value === "string" && isDate(value) ? undefined : misfit(at, "is not a date such as 2025-01-31");
    case "list": return list(value, type, at);
    case "map": return map(value, type, at);
    case "named": return named(value, own(at.types, type.name), at);
  }
}

function text(value, type, at) {
  if (typeof value !== "string") return misfit(at, "is not a text");
  const length = characters(value);
  if (type.max !== null && length > type.max) misfit(at, `has ${count(length, "character")}; the limit is ${type.max}`);
  if (length < type.min) misfit(at, `has ${count(length, "character")}; at least ${type.min} are needed`);
  const forbidden = [...value].find((c) => type.forbidden.includes(c));
  if (forbidden !== undefined) misfit(at, `contains ${JSON.stringify(forbidden)}, which is forbidden`);
  if (type.pattern !== null && !matches(type.pattern, value)) misfit(at, `does not match ${type.pattern}`);
}

/** A pattern that JavaScript does not know is left to the wallet. */
function matches(pattern, value) {
  try {
    return new RegExp(`^(?:${pattern})$`, "u").test(value);
  } catch {
    return true;
  }
}

function integer(spelled, type, at) {
  if (!/^[+-]?\d{1,19}$/.test(spelled) || BigInt.asIntN(64, BigInt(spelled.replace("+", ""))) !== BigInt(spelled.replace("+", ""))) {
    return misfit(at, "is not a whole number of 64 bits");
  }
  const value = BigInt(spelled.replace("+", ""));
  if (type.min !== null && value < BigInt(type.min)) misfit(at, `is ${value}; the least is ${type.min}`);
  if (type.max !== null && value > BigInt(type.max)) misfit(at, `is ${value}; the most is ${type.max}`);
}

function isDate(text) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!parts) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isDateTime(text) {
  const parts = /^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-](\d\d):(\d\d))$/.exec(text);
  if (!parts || !isDate(parts[1])) return false;
  const [hours, minutes, seconds] = parts.slice(2, 5).map(Number);
  return hours < 24 && minutes < 60 && seconds <= 60 && Number(parts[7] ?? 0) < 24 && Number(parts[8] ?? 0) < 60;
}

function list(value, type, at) {
  if (!Array.isArray(value)) return misfit(at, "is not a list");
  if (type.max !== null && value.length > type.max) misfit(at, `has ${count(value.length, "item")}; the limit is ${type.max}`);
  value.forEach((item, number) => typed(item, type.items, inside(at, number)));
}

function map(value, type, at) {
  if (!isObject(value)) return misfit(at, "is not an object");
  for (const [key, held] of Object.entries(value)) {
    const here = inside(at, key);
    if (type.keys.length > 0 && !type.keys.includes(key)) misfit(here, `is not one of the keys ${type.keys.join(", ")}`);
    typed(held, type.values, here);
  }
}

function named(value, definition, at) {
  if (!definition) return;
  if (definition.fields) return object(value, definition.fields, at);
  if (typeof value !== "string") return misfit(at, "is not a text");
  const listed = definition.values.map((listed) => listed.value);
  if (!definition.open && !listed.includes(value)) misfit(at, `is not one of ${listed.join(", ")}`);
}

function count(number, thing) {
  return number === 1 ? `1 ${thing}` : `${number} ${thing}s`;
}

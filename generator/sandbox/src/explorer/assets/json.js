// JSON whose numbers keep their spelling and whose keys keep the order of the table.

/** A number that JavaScript would change: `12.50`, or a whole one of more than 53 bits. */
export class Num {
  constructor(text) {
    this.text = text;
  }
}

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** A number as it is spelled; `undefined` when it is none. */
export function number(text) {
  if (!NUMBER.test(text)) return undefined;
  return String(Number(text)) === text ? Number(text) : new Num(text);
}

/** Reads JSON text; throws a `SyntaxError`. */
export function parse(text) {
  return JSON.parse(text, (_, value, context) => {
    const spelled = typeof value === "number" ? context?.source : undefined;
    return spelled === undefined ? value : number(spelled) ?? value;
  });
}

export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Num);
}

/** Gives an object a property, whatever its name is. */
export function put(object, name, value) {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  return object;
}

/** A property of its own. */
export function own(object, name) {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** JSON text over several lines. */
export function pretty(value) {
  return write(value, "\n");
}

/** JSON text in one line. */
export function compact(value) {
  return write(value, "");
}

function write(value, line) {
  if (value instanceof Num) return value.text;
  const inner = line && `${line}  `;
  const inside = (open, parts, close) =>
    parts.length === 0 ? open + close : open + inner + parts.join(`,${inner}`) + line + close;
  if (Array.isArray(value)) return inside("[", value.map((item) => write(item, inner)), "]");
  if (isObject(value)) {
    const colon = line ? ": " : ":";
    const entry = ([name, held]) => JSON.stringify(name) + colon + write(held, inner);
    return inside("{", Object.entries(value).map(entry), "}");
  }
  return JSON.stringify(value);
}

/** An object with its keys in the order of the table, those that the table lacks last. */
export function ordered(value, fields, types) {
  if (!isObject(value)) return value;
  const sorted = {};
  const table = new Map(fields.map((field) => [field.name, field]));
  const names = [...table.keys()].filter((name) => Object.hasOwn(value, name));
  const others = Object.keys(value).filter((name) => !table.has(name));
  for (const name of [...names, ...others]) put(sorted, name, inOrder(value[name], table.get(name)?.type, types));
  return sorted;
}

function inOrder(value, type, types) {
  if (type?.kind === "list" && Array.isArray(value)) return value.map((item) => inOrder(item, type.items, types));
  if (type?.kind === "map" && isObject(value)) {
    const sorted = {};
    for (const [name, held] of Object.entries(value)) put(sorted, name, inOrder(held, type.values, types));
    return sorted;
  }
  const fields = type?.kind === "named" ? own(types, type.name)?.fields : undefined;
  return fields ? ordered(value, fields, types) : value;
}

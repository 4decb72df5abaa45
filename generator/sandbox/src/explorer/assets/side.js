// The list of endpoints at the side, with search.

import { h } from "./dom.js";
import { folding } from "./fold.js";

/** Fills the list. `current` gives the address of what is shown. */
export function side(apis, current) {
  const [find, list, found] = ["find", "list", "found"].map((id) => document.getElementById(id));
  const many = apis.reduce((sum, api) => sum + api.endpoints.length, 0);
  const links = () => [...list.querySelectorAll("a")].filter((link) => link.checkVisibility());

  function show() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = (endpoint) => words.every((word) => endpoint.haystack.includes(word));
    const named = apis.flatMap((api) => api.endpoints).filter((endpoint) => wanted(endpoint) && isNamed(endpoint, words));
    const others = (endpoint) => wanted(endpoint) && !named.includes(endpoint);
    const parts = [exact(named, current()), ...apis.map((api) => part(api, api.endpoints.filter(others), { many, found: words.length > 0, here: current() }))].filter(Boolean);
    const number = apis.flatMap((api) => api.endpoints).filter(wanted).length;
    list.replaceChildren(...(parts.length > 0 ? parts : [h("p", { class: "none" }, "No endpoint, field or code matches.")]));
    found.textContent = words.length > 0 ? `${number} endpoints found` : "";
  }

  find.addEventListener("input", show);
  find.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      find.value = "";
      show();
    } else if (event.key === "Enter" || event.key === "ArrowDown") {
      const [first] = links();
      if (!first) return;
      event.preventDefault();
      if (event.key === "Enter") first.click();
      else first.focus();
    }
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = links();
    (all[all.indexOf(document.activeElement) + step] ?? find).focus();
  });
  show();
  return show;
}

/** Whether one of the words is the endpoint's whole name: `pay`, or `v1/payments/pay`. */
function isNamed(endpoint, words) {
  const names = [endpoint.id, endpoint.id.split("/").at(-1), endpoint.address].map((name) => name.toLowerCase());
  return words.some((word) => names.includes(word));
}

/** The endpoints of exactly that name, those of the API that is looked at first. */
function exact(endpoints, current) {
  if (endpoints.length === 0) return undefined;
  const api = (address) => address.split("/")[0];
  const here = (endpoint) => api(endpoint.address) === api(current);
  const first = [...endpoints.filter(here), ...endpoints.filter((endpoint) => !here(endpoint))];
  return h("div", {}, h("h2", {}, "Exact name"), h("ul", {}, first.map((endpoint) => item(endpoint, endpoint.address, current))));
}

/** The endpoints of an API. Of the whole list, it is `many`. */
function part(api, endpoints, { many, found, here }) {
  if (endpoints.length === 0) return undefined;
  const groups = new Map();
  for (const endpoint of endpoints) {
    const group = endpoint.id.split("/").slice(0, -1).join("/");
    groups.set(group, [...(groups.get(group) ?? []), endpoint]);
  }
  const shown = (endpoints) => endpoints.some((endpoint) => endpoint.address === here);
  const fold = (name, title, many, endpoints, content) =>
    folding({ name, title, number: endpoints.length, many, found, shown: shown(endpoints) }, content);
  return h("div", {}, fold(api.name, h("h2", {}, api.title), many, endpoints, [...groups].map(([group, endpoints]) =>
    fold(`${api.name}/${group}`, h("h3", {}, group), api.endpoints.length, endpoints,
      h("ul", {}, endpoints.map((endpoint) => item(endpoint, endpoint.id.split("/").at(-1), here)))))));
}

function item(endpoint, name, current) {
  const here = endpoint.address === current;
  return h("li", {}, h("a", { href: `#${endpoint.address}`, "aria-current": here ? "page" : undefined },
    h("span", {}, name),
    endpoint.notification && h("span", { class: "tag" }, "notification")));
}

/** All that an endpoint can be found by. */
export function haystack(api, endpoint, types) {
  const names = new Set();
  const collect = (fields) => fields.forEach((field) => {
    names.add(field.name);
    for (let type = field.type; type; type = type.items ?? type.values) {
      const held = type.kind === "named" && Object.hasOwn(types, type.name) ? types[type.name] : undefined;
      if (held && !names.has(`type ${type.name}`)) {
        names.add(`type ${type.name}`);
        collect(held.fields ?? []);
      }
    }
  });
  collect([...endpoint.request, ...endpoint.response]);
  endpoint.results.forEach((result) => names.add(result.code));
  return [api.name, api.title, endpoint.id, endpoint.summary, ...names].join("\n").toLowerCase();
}

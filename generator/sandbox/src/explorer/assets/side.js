// The list of endpoints at the side, with search.

import { h } from "./dom.js";

/** Fills the list. `current` gives the address of what is shown. */
export function side(apis, current) {
  const [find, list, found] = ["find", "list", "found"].map((id) => document.getElementById(id));

  function show() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = (endpoint) => words.every((word) => endpoint.haystack.includes(word));
    const named = apis.flatMap((api) => api.endpoints).filter((endpoint) => wanted(endpoint) && isNamed(endpoint, words));
    const others = (endpoint) => wanted(endpoint) && !named.includes(endpoint);
    const parts = [exact(named, current()), ...apis.map((api) => part(api, api.endpoints.filter(others), current()))].filter(Boolean);
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
      const first = list.querySelector("a");
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
    const links = [...list.querySelectorAll("a")];
    (links[links.indexOf(document.activeElement) + step] ?? find).focus();
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

function part(api, endpoints, current) {
  if (endpoints.length === 0) return undefined;
  const groups = new Map();
  for (const endpoint of endpoints) {
    const group = endpoint.id.split("/").slice(0, -1).join("/");
    groups.set(group, [...(groups.get(group) ?? []), endpoint]);
  }
  return h("div", {}, h("h2", {}, api.title), [...groups].map(([group, endpoints]) => [
    h("h3", {}, group),
    h("ul", {}, endpoints.map((endpoint) => item(endpoint, endpoint.id.split("/").at(-1), current))),
  ]));
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

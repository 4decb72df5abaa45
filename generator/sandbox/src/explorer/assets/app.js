// The explorer: reads what the address asks for, and shows it.

import { h } from "./dom.js";
import { endpointView } from "./endpoint.js";
import { Faults } from "./faults.js";
import { Received } from "./received.js";
import { get } from "./server.js";
import { haystack, side } from "./side.js";

const main = document.getElementById("main");
const menu = document.getElementById("menu");
const sidebar = document.getElementById("side");

const address = () => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
};

/** Endpoints with what belongs to them: `claro/v1/payments/pay`. */
function withAddresses({ apis }) {
  return apis.map((api) => ({
    ...api,
    endpoints: api.versions.flatMap((version) => version.endpoints.map((endpoint) => ({
      ...endpoint,
      address: `${api.name}/${endpoint.id}`,
      types: version.types,
      haystack: haystack(api, endpoint, version.types),
    }))),
  }));
}

function welcome(apis) {
  return h("div", { class: "narrow" },
    h("h1", {}, "A wallet on your own machine"),
    h("div", { class: "prose" },
      h("p", {}, "It verifies what you send, checks it against the specs, responds and signs as the wallet would, and injects faults when you want them. Choose an endpoint to begin with.")),
    h("ul", { class: "apis" }, apis.map((api) => {
      const first = api.endpoints.find((endpoint) => endpoint.id.endsWith("/pay")) ?? api.endpoints.find((endpoint) => !endpoint.notification) ?? api.endpoints[0];
      return first && h("li", {}, h("a", { href: `#${first.address}` },
        h("b", {}, api.title), h("span", {}, `${api.endpoints.length} endpoints, such as ${first.id}`)));
    })));
}

function unknown(name) {
  return h("div", { class: "narrow" }, h("h1", {}, "Not here"),
    h("p", { class: "prose" }, "There is no endpoint ", h("code", {}, name), ". The list has all that this sandbox serves."));
}

async function start() {
  const apis = withAddresses(await get("/-/apis.json"));
  const count = document.getElementById("count");
  const on = document.getElementById("faults-on");
  const received = new Received((number) => (count.textContent = String(number)));
  const faults = new Faults((number) => {
    on.hidden = number === 0;
    on.replaceChildren(String(number), h("span", { class: "sr" }, " on"));
  });
  await faults.load();
  const list = side(apis, address);

  function view() {
    const here = address();
    const links = (api) => (name) => (api.endpoints.some((endpoint) => endpoint.id === name) ? `#${api.name}/${name}` : undefined);
    for (const api of apis) {
      const endpoint = api.endpoints.find((endpoint) => endpoint.address === here);
      if (endpoint) return [endpointView(api, endpoint, { faults, links: links(api), sent: () => received.ask() }), endpoint.id];
    }
    if (here === "received") return [received.view(), "Received"];
    if (here === "faults") return [faults.view(apis), "Faults"];
    return here === "" ? [welcome(apis), "Endpoints"] : [unknown(here), "Not here"];
  }

  function show() {
    const here = address();
    const [element, title] = view();
    document.title = `${title} - Countersign sandbox`;
    main.replaceChildren(element);
    for (const name of ["endpoints", "received", "faults"]) {
      const chosen = ["received", "faults"].includes(here) ? here === name : name === "endpoints";
      const link = document.getElementById(`to-${name}`);
      if (chosen) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    list();
    fold(true);
    sidebar.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    scrollTo(0, 0);
  }

  addEventListener("hashchange", () => {
    show();
    main.focus({ preventScroll: true });
  });
  show();
  main.dataset.ready = "true";
}

/** The list of endpoints, which a phone has no room for. */
function fold(closed) {
  sidebar.classList.toggle("folded", closed);
  menu.setAttribute("aria-expanded", String(!closed));
}

menu.addEventListener("click", () => {
  fold(menu.getAttribute("aria-expanded") === "true");
  if (menu.getAttribute("aria-expanded") === "true") document.getElementById("find").focus();
});
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) return;
  event.preventDefault();
  fold(false);
  document.getElementById("find").focus();
});

start().catch((error) => {
  main.replaceChildren(h("div", { class: "outcome bad", role: "alert" }, h("h2", {}, "The explorer cannot start"), h("p", {}, error.message)));
});

// The ways in which the sandbox misbehaves when it is told to.

import { h, uid } from "./dom.js";
import { sentence, words } from "./prose.js";
import { get, post } from "./server.js";

export class Faults {
  /** `changed` is called when other faults are on. */
  constructor(changed) {
    Object.assign(this, { known: [], on: {}, changed });
  }

  async load() {
    const { known, on } = await get("/-/faults");
    this.known = known ?? [];
    this.on = on ?? {};
    this.changed(Object.values(this.on).filter(Boolean).length);
  }

  /** The fault that is on for an endpoint. */
  of(id) {
    return Object.hasOwn(this.on, id) ? this.on[id] : undefined;
  }

  find(value) {
    return this.known.find((fault) => fault.name === nameOf(value));
  }

  /** What a fault does, as a sentence. */
  doc(value) {
    return sentence(this.find(value)?.doc ?? "");
  }

  /** Faults to choose from, with what the chosen one takes: `{ element, select, get(), set(value) }`. */
  picker(endpoint, props, changed) {
    const select = h("select", props, h("option", { value: "" }, "No fault"), this.known.map((fault) => h("option", { value: fault.name }, fault.name)));
    const list = h("datalist", { id: uid("codes") }, endpoint.results.map((result) => h("option", { value: `${result.status}:${result.code}` })));
    const detail = h("input", { type: "text", spellcheck: "false", autocomplete: "off", class: "mono", "aria-describedby": props["aria-describedby"] });
    const takes = () => this.find(select.value)?.argument ?? null;
    const show = (value) => {
      const argument = takes();
      detail.hidden = argument === null;
      detail.value = value;
      detail.placeholder = argument ?? "";
      detail.setAttribute("aria-label", argument ?? "");
      if (argument === "STATUS:CODE") detail.setAttribute("list", list.id);
      else detail.removeAttribute("list");
    };
    select.addEventListener("change", () => {
      show(usual(takes(), endpoint));
      changed();
    });
    detail.addEventListener("change", changed);
    const get = () => (detail.hidden || detail.value.trim() === "" ? select.value : `${select.value}=${detail.value.trim()}`);
    const set = (value) => {
      select.value = nameOf(value);
      show(value.includes("=") ? value.slice(value.indexOf("=") + 1) : "");
    };
    set("");
    return { element: h("div", { class: "picker" }, select, detail, list), select, get, set };
  }

  view(apis) {
    return h("div", { class: "narrow" },
      h("h1", {}, "Faults"),
      h("div", { class: "prose" }, h("p", {}, "What can go wrong with a wallet, on demand. A fault that is switched on here holds for every call of that endpoint, whoever makes it. For one call alone, choose it beside “Sign and send”.")),
      apis.map((api) => h("section", { class: "section" },
        h("h2", {}, api.title),
        h("div", { class: "switches" }, api.endpoints.filter((endpoint) => !endpoint.notification).map((endpoint) => this.row(api, endpoint))))),
      h("section", { class: "section" }, h("h2", {}, "What they do"),
        h("dl", { class: "values faults" }, this.known.flatMap((fault) =>
          [h("dt", {}, h("code", {}, fault.name)), h("dd", {}, words(sentence(fault.doc ?? "")))]))));
  }

  row(api, endpoint) {
    const id = `${api.name}/${endpoint.id}`;
    const own = uid("switch");
    const about = h("p", { class: "muted small", id: `${own}-about`, role: "status" });
    const picker = this.picker(endpoint, { id: own, "aria-describedby": about.id, "data-endpoint": id }, async () => {
      try {
        await post("/-/faults", { endpoint: id, fault: picker.get() || null });
        await this.load();
        show();
      } catch (error) {
        about.textContent = error.message;
        row.classList.add("wrong");
      }
    });
    const row = h("div", { class: "switch" }, h("label", { for: own }, h("code", {}, endpoint.id)), picker.element, about);
    const show = () => {
      const on = this.of(id) ?? "";
      picker.set(on);
      row.classList.toggle("on", on !== "");
      row.classList.remove("wrong");
      about.replaceChildren(...[words(this.doc(on))].flat(Infinity));
    };
    show();
    return row;
  }
}

/** `status=F:RISK_REJECT` is the fault `status`. */
function nameOf(value) {
  return value.split("=", 1)[0];
}

/** What a fault takes unless somebody says otherwise. */
function usual(argument, endpoint) {
  const failed = endpoint.results.find((result) => result.status === "F")?.code ?? "PROCESS_FAIL";
  return { MILLISECONDS: "2000", "STATUS:CODE": `F:${failed}` }[argument] ?? "";
}

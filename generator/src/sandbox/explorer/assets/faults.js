// The ways in which the sandbox misbehaves when it is told to.

import { h, uid } from "./dom.js";
import { words } from "./prose.js";
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

  /** The faults to choose from; the first choice is none. */
  options(none) {
    return [h("option", { value: "" }, none), ...this.known.map((fault) => h("option", { value: fault.name }, fault.name))];
  }

  doc(name) {
    return this.known.find((fault) => fault.name === name)?.doc ?? "";
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
          [h("dt", {}, h("code", {}, fault.name)), h("dd", {}, words(fault.doc ?? ""))]))));
  }

  row(api, endpoint) {
    const id = `${api.name}/${endpoint.id}`;
    const own = uid("switch");
    const about = h("p", { class: "muted small", id: `${own}-about`, role: "status" });
    const select = h("select", { id: own, "aria-describedby": about.id, "data-endpoint": id }, this.options("No fault"));
    const row = h("div", { class: "switch" }, h("label", { for: own }, h("code", {}, endpoint.id)), select, about);
    const show = () => {
      select.value = this.of(id) ?? "";
      row.classList.toggle("on", select.value !== "");
      about.replaceChildren(...[words(this.doc(select.value))].flat(Infinity));
    };
    select.addEventListener("change", async () => {
      try {
        await post("/-/faults", { endpoint: id, fault: select.value || null });
        await this.load();
        show();
      } catch (error) {
        show();
        about.textContent = error.message;
      }
    });
    show();
    return row;
  }
}

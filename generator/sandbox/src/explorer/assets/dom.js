// Elements without HTML: whatever is shown is text.

/** An element. Of `props`, `on` holds listeners and all else attributes; `true` is an attribute without value. */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

let ids = 0;

/** An id that no other element has. */
export function uid(name) {
  ids += 1;
  return `${name}-${ids}`;
}

export function button(text, onclick, props) {
  return h("button", { type: "button", ...props, on: { click: onclick } }, text);
}

/** Copies a text, and says so. */
export function copyButton(text, label = "Copy") {
  const copy = button(label, async () => {
    const done = await put(text());
    copy.textContent = done ? "Copied" : "Not allowed to copy";
    setTimeout(() => (copy.textContent = label), 1500);
  }, { class: "little copy", "aria-live": "polite" });
  return copy;
}

async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A text as it is, with a button that copies it. */
export function code(text, props) {
  const pre = h("pre", { tabindex: "0", ...props }, h("code", {}, text));
  return h("div", { class: "code" }, pre, copyButton(() => pre.textContent));
}

/** Tabs, of which the arrow keys choose one. `pages` are `{ id, title, content() }`; a content is made whenever its tab is chosen. */
export function tabs(label, pages, chosen) {
  const panels = pages.map((page) => h("div", { role: "tabpanel", id: uid("panel"), hidden: true, tabindex: "-1" }));
  const buttons = pages.map((page, at) =>
    h("button", {
      type: "button", role: "tab", id: uid("tab"), "data-tab": page.id, "aria-controls": panels[at].id, on: { click: () => choose(at) },
    }, page.title));
  panels.forEach((panel, at) => panel.setAttribute("aria-labelledby", buttons[at].id));
  const list = h("div", { class: "tabs", role: "tablist", "aria-label": label, on: { keydown: move } }, buttons);

  function choose(at) {
    const page = pages[at];
    pages.forEach((_, other) => {
      panels[other].hidden = other !== at;
      buttons[other].setAttribute("aria-selected", String(other === at));
      buttons[other].tabIndex = other === at ? 0 : -1;
    });
    panels[at].replaceChildren(page.content());
  }

  function move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = (buttons.indexOf(document.activeElement) + step + pages.length) % pages.length;
    buttons[at].focus();
    choose(at);
  }

  choose(Math.max(0, pages.findIndex((page) => page.id === chosen)));
  return h("div", { class: "tabbed" }, list, panels);
}

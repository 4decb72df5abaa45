// The Markdown of specs: paragraphs, lists, `code` and addresses. Everything else is text. The sandbox could send HTML that
// a library has made, but the policy of the page forbids making elements from HTML: whatever is shown stays text.

import { h } from "./dom.js";

/** All of a text, as elements. */
export function prose(text, links) {
  const blocks = [];
  let open = false;
  for (const line of (text ?? "").split("\n").map((line) => line.trim())) {
    const item = /^[-*] (.*)$/.exec(line)?.[1];
    const last = blocks.at(-1);
    if (item !== undefined && last?.items) last.items.push(item);
    else if (item !== undefined) blocks.push({ items: [item] });
    else if (line && open && last?.items) last.items.push(`${last.items.pop()} ${line}`);
    else if (line && open && last) last.words += ` ${line}`;
    else if (line) blocks.push({ words: line });
    open = line !== "";
  }
  return blocks.map((block) =>
    block.items
      ? h("ul", {}, block.items.map((item) => h("li", {}, words(item, links))))
      : h("p", {}, words(block.words, links)));
}

/** A text as a sentence of its own. */
export function sentence(text) {
  return text === "" ? "" : `${text[0].toUpperCase()}${text.slice(1)}${/[.!?:]$/.test(text) ? "" : "."}`;
}

/** One line. `links` gives the address of a name in `code`, if there is one. */
export function words(text, links) {
  const parts = (text ?? "").split("`");
  if (parts.length % 2 === 0) return addresses(text);
  return parts.map((part, at) => {
    if (at % 2 === 0) return addresses(part);
    const target = links?.(part);
    const shown = h("code", {}, part);
    return target ? h("a", { href: target }, shown) : shown;
  });
}

function addresses(text) {
  return text.split(/(?<= )/).map((word) => {
    const bare = /^https?:\/\/[^\s]*?(?=[ .,;):]*$)/.exec(word)?.[0];
    if (!bare) return word;
    return [h("a", { href: bare, rel: "noreferrer", target: "_blank" }, bare), word.slice(bare.length)];
  });
}

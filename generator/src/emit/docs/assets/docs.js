// Search: over endpoints, fields and result codes of all APIs, in the index that is loaded before this.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const find = document.getElementById("find");
  const all = document.getElementById("all");
  const hits = document.getElementById("hits");
  const told = document.getElementById("told");
  const entries = globalThis.countersignIndex ?? [];
  const root = document.body.dataset.root ?? "";
  const most = 60;
  if (!find || !all || !hits || !told) return;
  find.parentElement.hidden = false;

  // A name that begins with what is looked for comes before one that contains it.
  function rank(entry, words) {
    const name = entry[1].toLowerCase();
    const text = `${name} ${entry[2].toLowerCase()}`;
    if (!words.every((word) => text.includes(word))) return -1;
    if (name === words[0]) return 0;
    if (name.startsWith(words[0]) || name.includes(`/${words[0]}`)) return 1;
    return name.includes(words[0]) ? 2 : 3;
  }

  function item([page, name, where]) {
    const link = document.createElement("a");
    link.href = root + page;
    const title = document.createElement("code");
    title.textContent = name;
    const place = document.createElement("span");
    place.className = "where";
    place.textContent = where;
    link.append(title, place);
    const row = document.createElement("li");
    row.append(link);
    return row;
  }

  function search() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    all.hidden = words.length > 0;
    hits.hidden = words.length === 0;
    if (words.length === 0) {
      told.textContent = "";
      return;
    }
    const found = entries
      .map((entry) => [rank(entry, words), entry])
      .filter(([rank]) => rank >= 0)
      .sort(([a], [b]) => a - b)
      .map(([, entry]) => entry);
    hits.replaceChildren(...found.slice(0, most).map(item));
    const more = found.length > most ? `, the first ${most} of them here` : "";
    told.textContent = found.length === 0 ? "Nothing found." : `${found.length} found${more}.`;
  }

  find.addEventListener("input", search);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) {
      event.preventDefault();
      find.focus();
    } else if (event.key === "Escape" && document.activeElement === find) {
      find.value = "";
      search();
    }
  });
  search();
});

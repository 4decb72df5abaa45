// Light, dark, or as the system says. Loaded before anything is drawn, so that no page flashes in the other one.
"use strict";
(() => {
  const themes = ["system", "light", "dark"];
  const root = document.documentElement;

  function kept() {
    try {
      const theme = localStorage.getItem("countersign-theme");
      return themes.includes(theme) ? theme : "system";
    } catch {
      return "system"; // Storage may be forbidden.
    }
  }

  function use(theme) {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    const button = document.getElementById("theme");
    if (!button) return;
    const [text, prefix] = [document.createElement("span"), document.createElement("span")];
    prefix.textContent = "Theme: ";
    text.append(prefix, theme);
    button.replaceChildren(text);
    button.dataset.chosen = theme;
  }

  use(kept());
  document.addEventListener("DOMContentLoaded", () => {
    use(kept());
    const button = document.getElementById("theme");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const theme = themes[(themes.indexOf(button.dataset.chosen) + 1) % themes.length];
      try {
        localStorage.setItem("countersign-theme", theme);
      } catch {
        // It holds until the page is left.
      }
      use(theme);
    });
  });
})();

/* mkdocs-postmortem: opens what is folded where the address leads into it, and everything for printing. */
(() => {
  "use strict";

  /** Open what the address leads into, and what holds a word that was searched for. */
  function unfold() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const query = new URL(location.href).searchParams.get("h") || "";
    const words = query.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
    for (const each of document.querySelectorAll("details.pm-fold:not([open])")) {
      const text = words.length ? each.textContent.toLowerCase() : "";
      if (words.some((word) => text.includes(word))) each.open = true;
    }
    const fold = target && target.closest("details.pm-fold");
    if (!fold) return;
    fold.open = true;
    // The theme may open it too, and scroll before it has its height.
    requestAnimationFrame(() => target.scrollIntoView());
  }

  let unprinted = [];

  /** Before printing: open what is folded, let charts take the paper's width, and else show their numbers. */
  function print() {
    const change = (node, name, value) => {
      const before = node.getAttribute(name);
      unprinted.push(() => (before === null ? node.removeAttribute(name) : node.setAttribute(name, before)));
      node.setAttribute(name, value);
    };
    for (const each of document.querySelectorAll("details.pm-fold:not([open])")) change(each, "open", "");
    for (const node of document.querySelectorAll("[data-pm-chart]")) {
      const pictures = node.querySelectorAll("svg.main-svg");
      for (const each of pictures) {
        change(each, "viewBox", `0 0 ${each.getAttribute("width")} ${each.getAttribute("height")}`);
      }
      const details = node.parentElement.querySelector("details:not([open])");
      if (!pictures.length && details) change(details, "open", "");
      if (!pictures.length) change(node, "hidden", "");
    }
  }

  function printed() {
    for (const undo of unprinted.reverse()) undo();
    unprinted = [];
  }

  unfold();
  addEventListener("hashchange", unfold);
  addEventListener("beforeprint", print);
  addEventListener("afterprint", printed);
  if (window.document$ && window.document$.subscribe) window.document$.subscribe(unfold);
})();

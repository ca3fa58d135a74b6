/* mkdocs-postmortem: the card of a link to an incident, on hover and on focus. Without it, `title` says the same. */
(() => {
  "use strict";

  const LINK = "a[data-pm-card]";
  const SHOW = 200, HIDE = 250; // milliseconds; the way from the link to its card takes a while
  const GAP = 6; // pixels between the two
  let shown = null; // the link whose card is shown
  let card = null;
  let timer = 0;

  /** Say whether the theme shows something at this link itself: Material's tooltips, or its instant previews. */
  function yields(link) {
    const config = document.getElementById("__config");
    const features = config ? JSON.parse(config.textContent).features || [] : [];
    return link.hasAttribute("data-preview")
      || features.includes("content.tooltips") || features.includes("navigation.instant.preview");
  }

  function element(name, className, text) {
    const node = document.createElement(name);
    node.className = className;
    node.textContent = text;
    return node;
  }

  /** Return a link's card: severity and ID, the title, then date, category and duration. */
  function make(link) {
    const [id, title, severity, style, day, category, took] = JSON.parse(link.dataset.pmCard);
    const node = element("div", "pm-card", "");
    node.id = "pm-card";
    node.setAttribute("role", "tooltip");
    const head = element("p", "pm-card-head", "");
    if (severity) head.append(element("span", `pm-badge ${style}`, severity), " ");
    if (id) head.append(element("span", "pm-id", id));
    const foot = element("p", "pm-card-foot", [day, category, took].filter(Boolean).join(" · "));
    node.append(...[head, element("p", "pm-card-title", title), foot].filter((each) => each.textContent));
    node.addEventListener("pointerenter", () => clearTimeout(timer));
    node.addEventListener("pointerleave", later);
    // The card is the link's larger self.
    node.addEventListener("click", (event) => {
      if (String(getSelection())) return;
      event.stopPropagation();
      link.click();
    });
    return node;
  }

  /** Put the card below all lines of the link, above where there is more room, never over the window's edge. */
  function place(link) {
    const box = link.getBoundingClientRect();
    const [first] = link.getClientRects();
    const { offsetWidth: width, offsetHeight: height } = card;
    const room = document.documentElement.clientWidth;
    const below = innerHeight - box.bottom - GAP;
    const top = below >= height || below >= box.top ? box.bottom + GAP : box.top - GAP - height;
    card.style.left = `${Math.max(GAP, Math.min((first || box).left, room - width - GAP))}px`;
    card.style.top = `${Math.max(GAP, top)}px`;
  }

  /** Show the card of a link. Its `title` rests meanwhile, so that the browser does not show it too. */
  function show(link) {
    clearTimeout(timer);
    if (shown === link) return;
    hide();
    shown = link;
    card = make(link);
    (link.closest("article, [role=main], .wy-nav-content") || document.body).append(card);
    link.setAttribute("aria-describedby", card.id);
    place(link);
  }

  function rest(link) {
    if (!link.title) return;
    link.dataset.pmTitle = link.title;
    if (!link.textContent.trim()) link.setAttribute("aria-label", link.title);
    link.removeAttribute("title");
  }

  function wake(link) {
    if (!link.dataset.pmTitle) return;
    link.title = link.dataset.pmTitle;
    delete link.dataset.pmTitle;
  }

  function hide() {
    clearTimeout(timer);
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    wake(shown);
    card.remove();
    shown = card = null;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(hide, HIDE);
  }

  function linkOf(event) {
    const link = event.target instanceof Element ? event.target.closest(LINK) : null;
    return link && !yields(link) ? link : null;
  }

  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType === "touch" ? null : linkOf(event);
    if (!link) return;
    clearTimeout(timer);
    rest(link);
    if (link !== shown) timer = setTimeout(() => show(link), shown ? 0 : SHOW);
  });
  document.addEventListener("pointerout", (event) => {
    const link = linkOf(event);
    if (!link || link.contains(event.relatedTarget)) return;
    if (link === shown) return later();
    clearTimeout(timer);
    wake(link);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (!link || !link.matches(":focus-visible")) return;
    rest(link);
    show(link);
  });
  document.addEventListener("focusout", (event) => { if (shown && event.target === shown) hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("click", hide);
  addEventListener("scroll", () => { if (shown) place(shown); }, { capture: true, passive: true });
  addEventListener("resize", hide);
  if (window.document$ && window.document$.subscribe) window.document$.subscribe(hide);

  // For the map, where a finger shows a card.
  window.postmortemCards = { show, hide };
})();

/* mkdocs-postmortem: draws the charts, filters the table. What only some pages need, plotly.js among it, is loaded
   from beside this file. */
(() => {
  "use strict";

  // Read now: the address in the tag is relative, and instant navigation changes what it is relative to.
  const own = document.currentScript ? document.currentScript.src : "";
  const library = own && new URL("plotly.min.js", own).href;
  const NARROW = 24; // pixels per bar below which only years are named
  const drawn = new Set();
  const PAPER = 660; // pixels that a chart may be wide on a sheet of A4 or Letter
  let paper = false;
  let loading = null;

  // -- charts --

  /** Load plotly.js once, when the first chart comes into view. */
  function plotly() {
    if (window.Plotly) return Promise.resolve(window.Plotly);
    loading = loading || new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = library;
      tag.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error(library)));
      tag.onerror = () => { loading = null; reject(new Error(library)); };
      document.head.append(tag);
    });
    return loading;
  }

  /** Return a chart's figure in the colours, type and width that the page has now. */
  function figure(node) {
    const { data, layout } = JSON.parse(node.dataset.pmChart);
    const style = getComputedStyle(node);
    // A theme without variables of its own leaves `currentColor`, which plotly.js does not know.
    const colour = (name) => style.getPropertyValue(name).trim().replace(/^currentcolor$/i, style.color);
    const size = Math.round(parseFloat(style.fontSize) * 0.78);
    for (const trace of data) {
      if (trace.meta && trace.meta.sum) {
        trace.line = { color: colour("--pm-pale-edge"), width: 1 };
        trace.marker = { color: colour("--pm-text"), size: 5 };
        trace.textfont = { color: colour("--pm-muted"), size };
        continue;
      }
      if (trace.mode === "lines") {
        trace.line = { ...trace.line, color: colour("--pm-text"), width: 1.5 };
        continue;
      }
      const rank = trace.meta && trace.meta.rank;
      const pale = rank === null || rank > 3;
      trace.marker = {
        size: 9,
        color: rank ? colour(`--pm-sev-${Math.min(rank, 6)}`) : rank === null ? "rgba(0,0,0,0)" : colour("--pm-neutral"),
        line: { color: colour("--pm-pale-edge"), width: pale ? 1 : 0 },
      };
      trace.textfont = { color: colour("--pm-text"), size };
    }
    layout.font = { family: style.fontFamily, color: colour("--pm-muted"), size };
    layout.hoverlabel = {
      bgcolor: colour("--pm-ground"), bordercolor: colour("--pm-pale-edge"),
      font: { family: style.fontFamily, color: colour("--pm-text"), size },
    };
    layout.yaxis.gridcolor = colour("--pm-line");
    if (data[0].orientation === "h") layout.yaxis.tickfont = { color: colour("--pm-text"), size };
    layout.width = paper ? Math.min(node.clientWidth, PAPER) : node.clientWidth;
    const years = layout.meta && layout.meta.years;
    if (years && layout.width / data[0].x.length < NARROW) Object.assign(layout.xaxis, years);
    return { data, layout };
  }

  function draw(node) {
    if (drawn.has(node)) return;
    drawn.add(node);
    plotly().then((Plotly) => {
      if (!node.isConnected) return;
      const { data, layout } = figure(node);
      return Plotly.newPlot(node, data, layout, { displayModeBar: false, responsive: false }).then(() => {
        resized.observe(node);
        link(node);
      });
    }).catch(() => fail(node));
  }

  /** Without the library the table of numbers takes the chart's place. */
  function fail(node) {
    drawn.delete(node);
    node.hidden = true;
    const details = node.parentElement.querySelector("details");
    if (details) details.open = true;
  }

  function redraw(node) {
    if (!window.Plotly || !node.classList.contains("js-plotly-plot") || !node.clientWidth) return;
    const { data, layout } = figure(node);
    window.Plotly.react(node, data, layout);
  }

  function redrawAll() {
    for (const node of drawn) redraw(node);
  }

  /** Before printing and after: charts in the colours of paper, and not wider than it. */
  function printed(now) {
    for (const node of drawn) node.classList.toggle("pm-paper", now && getComputedStyle(node).colorScheme === "dark");
    paper = now;
    redrawAll();
  }

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      draw(entry.target);
    }
  }, { rootMargin: "200px" });

  const resized = new ResizeObserver((entries) => {
    if (paper) return;
    for (const { target } of entries) {
      const layout = target._fullLayout;
      if (layout && target.clientWidth && Math.abs(layout.width - target.clientWidth) > 1) redraw(target);
    }
  });

  /** A click on a bar filters the table of the same page. */
  function link(node) {
    const form = document.querySelector(".pm-incidents:not(:has(.pm-action-items)) [data-pm-filter]");
    const trend = node.dataset.pmKind === "trend";
    if (!form && !trend) return;
    const cursor = (value) => {
      const layer = node.querySelector(".nsewdrag");
      if (layer) layer.style.cursor = value;
    };
    node.on("plotly_hover", () => cursor("pointer"));
    node.on("plotly_unhover", () => cursor(""));
    node.on("plotly_click", ({ points }) => {
      const point = points[0];
      if (trend) return visit(point.customdata[2]);
      const { filter: name, severity } = point.data.meta;
      const given = Array.from(new URLSearchParams(node.dataset.pmGiven || ""));
      show(form, given.concat(name ? [[name, point.y]] : [["severity", severity || "-"], ["when", point.x]]));
    });
  }

  /** Follow a link as if it were one of the page's own, so that instant navigation sees it. */
  function visit(address) {
    if (!address || address.length < 2) return;
    const anchor = document.createElement("a");
    anchor.href = address;
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
  }

  // -- the tables of incidents and of actions --

  // Values of these are more general where they are the beginning of another: `2025`, `2025-Q3`.
  const NESTED = ["when", "state"];

  // What stands between the values of a row that has several.
  const BETWEEN = "\n";
  // The filters that the text is looked for in too: what stands in them is said nowhere else in a row.
  const NAMES = ["service", "tag", "author"];
  const texts = new WeakMap();

  /** Return the names of a form's filters, which are also those in the address. */
  function names(form) {
    return Array.from(form.elements, (field) => field.name).filter(Boolean);
  }

  /** Return the name of a filter in the address: of the second table on a page `severity` is `2.severity`. */
  function inAddress(form, name) {
    return (form.dataset.pmPrefix || "") + name;
  }

  /** Set a filter, in whatever capitals its value is written; one that cannot be chosen leaves it as it is. */
  function choose(form, name, value) {
    const field = form.elements[name];
    if (!field) return;
    const options = Array.from(field.options || [], (option) => option.value);
    const same = (other) => other.toLowerCase() === value.toLowerCase();
    if (!field.options || options.includes(value)) field.value = value;
    else if (options.some(same)) field.value = options.find(same);
  }

  /** Return a text of ours in the language of the site, with values put in. */
  function say(form, key, values) {
    const text = JSON.parse(form.dataset.pmTexts)[key];
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  /** Return what is asked for: the names and values of all filters that are set. */
  function wishes(form) {
    return names(form).map((name) => [name, form.elements[name].value.trim()]).filter(([, value]) => value);
  }

  /** Return what the text of a row is looked for in; it is put together when it is first needed. */
  function textOf(row) {
    let text = texts.get(row);
    if (text === undefined) {
      const { dataset } = row;
      text = [dataset.text || "", ...NAMES.map((name) => (dataset[name] || "").toLowerCase())].join(BETWEEN);
      texts.set(row, text);
    }
    return text;
  }

  function matches(row, [name, value]) {
    if (name === "text") return value.toLowerCase().split(/\s+/).every((word) => textOf(row).includes(word));
    const own = (row.dataset[name] || "").split(BETWEEN);
    return own.includes(value) || (NESTED.includes(name) && own[0].startsWith(`${value}-`));
  }

  // So many rows are shown at once, which is more than a screen holds; the browser lays out the others later.
  const FIRST = 100;
  const turns = new WeakMap();

  /** Show some rows and no others, and return how many these are. */
  function reveal(form, rows, chosen) {
    const turn = {};
    turns.set(form, turn);
    const some = new Set(chosen);
    for (const row of rows) if (!some.has(row)) row.hidden = true;
    for (const row of chosen.slice(0, FIRST)) row.hidden = false;
    const rest = chosen.slice(FIRST).filter((row) => row.hidden);
    const later = () => {
      if (turns.get(form) === turn) for (const row of rest) row.hidden = false;
    };
    if (rest.length) (window.requestIdleCallback || setTimeout)(later);
    return chosen.length;
  }

  function filter(form, keep) {
    const section = form.closest(".pm-incidents");
    const rows = Array.from(section.querySelectorAll(".pm-row"));
    const wanted = wishes(form);
    const fits = (row, which) => which.every((wish) => matches(row, wish));
    const shown = reveal(form, rows, rows.filter((row) => fits(row, wanted)));
    form.querySelector("[data-pm-count]").textContent = say(form, "shown", { shown, all: rows.length });
    form.querySelector("[data-pm-reset]").disabled = !wanted.length;
    const more = form.querySelector("[data-pm-more]");
    const chosen = wanted.filter(([name]) => name !== "text").length;
    if (more) more.textContent = chosen ? `${more.dataset.pmMore} (${chosen})` : more.dataset.pmMore;
    section.querySelector("table").hidden = !shown;
    explain(section.querySelector("[data-pm-empty]"), form, shown ? [] : wanted.map((wish) => {
      const others = wanted.filter((other) => other !== wish);
      return [wish, rows.filter((row) => fits(row, others)).length];
    }));
    if (keep) remember(form, wanted);
  }

  /** Return what a row is sorted by in a column: the cell's own value, else its text. */
  function sortKey(row, column) {
    const cell = row.cells[column];
    const value = cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim();
    return value === "" || value === "–" ? null : value;
  }

  /** Sort a table by the column of a name, backwards where it begins with `-`; by none as it came. */
  function sort(section, wish) {
    const name = wish.replace(/^-/, "");
    const heads = Array.from(section.querySelectorAll("[data-pm-sort]"));
    const head = heads.find((each) => each.dataset.pmSort === name);
    for (const each of heads) each.removeAttribute("aria-sort");
    const rows = Array.from(section.querySelectorAll(".pm-row"));
    rows.forEach((row, index) => { row.dataset.order = row.dataset.order || String(index); });
    const order = (row) => Number(row.dataset.order);
    const sign = wish.startsWith("-") ? -1 : 1;
    if (head) head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    const keys = new Map(rows.map((row) => [row, head ? sortKey(row, head.cellIndex) : null]));
    rows.sort((a, b) => {
      const [one, two] = [keys.get(a), keys.get(b)];
      // Rows without a value come last, whichever way the others go.
      if (one === null || two === null) return (one === null) - (two === null) || order(a) - order(b);
      return sign * one.localeCompare(two, undefined, { numeric: true }) || order(a) - order(b);
    });
    rows[0] && rows[0].parentElement.append(...rows);
    section.dataset.sorted = head ? wish : "";
  }

  /** Make the heads of a table's columns buttons: once up, twice down, three times as it came. */
  function sortable(section, form) {
    for (const head of section.querySelectorAll("[data-pm-sort]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "pm-sort";
      button.setAttribute("aria-label", say(form, "sort", { column: head.textContent.trim() }));
      button.addEventListener("click", () => {
        const name = head.dataset.pmSort;
        const next = { [name]: `-${name}`, [`-${name}`]: "" }[section.dataset.sorted];
        sort(section, next === undefined ? name : next);
        remember(form, wishes(form));
      });
      head.append(" ", button);
    }
  }

  /** Filter the table by some names and values only, and bring it into view. */
  function show(form, wanted) {
    form.reset();
    for (const [name, value] of wanted) choose(form, name, value);
    filter(form, true);
    form.closest(".pm-incidents").scrollIntoView({ block: "start" });
  }

  /** Return a filter's name and value as they read in the row of filters. */
  function told(field) {
    const name = field.closest("label").querySelector("span").textContent;
    const value = field.options ? field.options[field.selectedIndex].textContent : field.value;
    return { name, value: value.trim() };
  }

  /** Say of an empty result which filter to drop; where dropping one does not help, drop all. */
  function explain(place, form, choices) {
    place.hidden = !choices.length;
    place.replaceChildren();
    if (!choices.length) return;
    const offer = (text, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.addEventListener("click", act);
      place.append(button, " ");
    };
    place.append(say(form, "nothing", {}), " ");
    const helping = choices.filter(([, count]) => count);
    for (const [[name], count] of helping) {
      offer(say(form, "drop", { ...told(form.elements[name]), number: count }), () => {
        form.elements[name].value = "";
        filter(form, true);
      });
    }
    if (!helping.length) offer(form.querySelector("[data-pm-reset]").textContent, () => form.reset());
  }

  /** Keep the filters in the address, so that they can be shared and survive going back. */
  function remember(form, wanted) {
    const url = new URL(location.href);
    for (const name of names(form)) url.searchParams.delete(inAddress(form, name));
    for (const [name, value] of wanted) url.searchParams.set(inAddress(form, name), value);
    const { sorted } = form.closest(".pm-incidents").dataset;
    if (sorted) url.searchParams.set(inAddress(form, "sort"), sorted);
    else url.searchParams.delete(inAddress(form, "sort"));
    try {
      history.replaceState(history.state, "", url);
    } catch (error) {
      // Some browsers refuse this for files opened from disk; the filter works all the same.
    }
  }

  function table(form) {
    const place = Array.from(document.querySelectorAll("[data-pm-filter]")).indexOf(form);
    form.dataset.pmPrefix = place ? `${place + 1}.` : "";
    const known = names(form);
    const asked = (address) => Array.from(new URL(address).searchParams).filter(([name]) => known.includes(name));
    const { searchParams } = new URL(location.href);
    for (const name of known) {
      const value = searchParams.get(inAddress(form, name));
      if (value) choose(form, name, value);
    }
    // Badges above the table link to this very page: there is no need to load it again.
    for (const anchor of place ? [] : document.querySelectorAll(".pm-legend a, .pm-summary a, .pm-group a")) {
      anchor.addEventListener("click", (event) => {
        if (anchor.pathname !== location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        show(form, asked(anchor.href));
      });
    }
    form.addEventListener("input", () => filter(form, true));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => filter(form, true)));
    form.closest(".pm-incidents").addEventListener("click", (event) => {
      const row = event.target.closest(".pm-row");
      if (!row || event.target.closest("a, button") || String(getSelection())) return;
      const anchor = row.querySelector("th a, td a");
      if (event.ctrlKey || event.metaKey) window.open(anchor.href, "_blank");
      else anchor.click();
    });
    const more = form.querySelector("[data-pm-more]");
    if (more) {
      more.addEventListener("click", () => {
        more.setAttribute("aria-expanded", String(form.classList.toggle("pm-unfolded")));
      });
    }
    const section = form.closest(".pm-incidents");
    sortable(section, form);
    sort(section, searchParams.get(inAddress(form, "sort")) || "");
    form.hidden = false;
    filter(form, false);
  }

  // -- scripts of some pages only --

  // What a page has that needs one, and the script, which starts by itself, there and on all later pages.
  const PARTS = new Map([
    ["a[data-pm-card]", "cards.js"], ["[data-pm-map]", "map.js"], ["details.pm-fold, [data-pm-chart]", "paper.js"],
  ]);

  function parts() {
    for (const [selector, name] of PARTS) {
      if (!own || !document.querySelector(selector)) continue;
      PARTS.delete(selector);
      const tag = document.createElement("script");
      tag.src = new URL(name, own).href;
      document.head.append(tag);
    }
  }

  // -- start, once per page --

  function start() {
    parts();
    for (const node of Array.from(drawn)) {
      if (node.isConnected) continue;
      drawn.delete(node);
      resized.unobserve(node);
      if (window.Plotly) window.Plotly.purge(node);
    }
    const bar = document.querySelector(".md-header, .navbar.fixed-top");
    if (bar) document.documentElement.style.setProperty("--pm-top", `${bar.offsetHeight}px`);
    for (const node of document.querySelectorAll("[data-pm-chart]")) if (!drawn.has(node)) seen.observe(node);
    for (const form of document.querySelectorAll("[data-pm-filter][hidden]")) table(form);
  }

  const palette = new MutationObserver(redrawAll);
  palette.observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme", "data-md-color-scheme"] });
  palette.observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redrawAll);

  addEventListener("beforeprint", () => printed(true));
  addEventListener("afterprint", () => printed(false));

  // Material's instant navigation replaces the page without loading it; `document$` tells of each new
  // page, but of none where the site is opened from disk. Starting twice does no harm.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
})();

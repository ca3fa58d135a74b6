/* mkdocs-postmortem: the map answers to pointer, keyboard and finger. It is there without this. */
(() => {
  "use strict";

  const NEAR = 24; // pixels from a dot within which a finger means it
  const started = new WeakSet();

  function start() {
    for (const field of document.querySelectorAll("[data-pm-map]")) {
      if (started.has(field)) continue;
      started.add(field);
      open(field);
    }
  }

  function open(field) {
    const dots = Array.from(field.querySelectorAll(".pm-dot"));
    const lanes = Array.from(field.querySelectorAll(".pm-lane"), (lane) => Array.from(lane.querySelectorAll(".pm-dot")));
    const numbers = new Map(dots.map((dot, number) => [dot, number]));
    const curves = dots.map(() => []); // of each dot: the curve, and the dot at its other end
    for (const path of field.querySelectorAll("path[data-ends]")) {
      const [one, two] = path.dataset.ends.split(" ").map(Number);
      curves[one].push([path, two]);
      curves[two].push([path, one]);
    }
    let lit = []; // what stands out, the dot it is about first
    let touched = false; // whether the last thing that pointed here was a finger
    let tapped = null; // the dot whose card a finger has asked for

    const left = (dot) => parseFloat(dot.style.left);
    const shown = (path) => path.getClientRects().length > 0;

    /** Let a dot, its curves and its relatives stand out; none where there is no dot. */
    function light(dot) {
      for (const each of lit) each.classList.remove("pm-lit");
      lit = dot ? [dot] : [];
      for (const [path, other] of dot ? curves[numbers.get(dot)] : []) if (shown(path)) lit.push(path, dots[other]);
      for (const each of lit) each.classList.add("pm-lit");
      field.classList.toggle("pm-dimmed", lit.length > 0);
    }

    /** Give the place in the order of the Tab key to one dot only: there may be a thousand. */
    function choose(dot) {
      for (const each of field.querySelectorAll('.pm-dot[tabindex="0"]')) each.tabIndex = -1;
      dot.tabIndex = 0;
    }

    /** Return the dot nearest in time in the next lane that has any, up or down. */
    function across(dot, step) {
      const lane = lanes.find((each) => each.includes(dot));
      const next = lanes[lanes.indexOf(lane) + step];
      const far = (each) => Math.abs(left(each) - left(dot));
      return next && next.reduce((best, each) => (far(each) < far(best) ? each : best));
    }

    function along(dot, step) {
      const lane = lanes.find((each) => each.includes(dot));
      return lane[lane.indexOf(dot) + step];
    }

    const KEYS = {
      ArrowLeft: (dot) => along(dot, -1),
      ArrowRight: (dot) => along(dot, 1),
      ArrowUp: (dot) => across(dot, -1),
      ArrowDown: (dot) => across(dot, 1),
      Home: (dot) => lanes.find((each) => each.includes(dot))[0],
      End: (dot) => lanes.find((each) => each.includes(dot)).at(-1),
    };

    field.addEventListener("keydown", (event) => {
      const dot = event.target.closest(".pm-dot");
      if (!dot || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") light(null);
      if (!KEYS[event.key]) return;
      event.preventDefault();
      const next = KEYS[event.key](dot);
      if (next) next.focus();
    });
    field.addEventListener("focusin", (event) => {
      const dot = event.target.closest(".pm-dot");
      if (!dot) return;
      choose(dot);
      light(dot);
    });
    field.addEventListener("focusout", () => light(null));
    field.addEventListener("pointerover", (event) => {
      const dot = event.target.closest(".pm-dot");
      if (dot && event.pointerType !== "touch") light(dot);
    });
    field.addEventListener("pointerout", (event) => {
      if (event.pointerType !== "touch" && event.target.closest(".pm-dot")) light(field.querySelector(".pm-dot:focus"));
    });

    // A finger hides what it is on: the first tap shows the nearest dot's card, the second follows it.
    field.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
    field.addEventListener("click", (event) => {
      if (!touched || !event.detail || event.target.closest(".pm-lane-name")) return;
      const near = nearest(event.clientX, event.clientY);
      if (near && near === tapped && near === event.target.closest(".pm-dot")) return;
      tapped = near;
      event.preventDefault();
      event.stopPropagation();
      light(near);
      if (!window.postmortemCards) return;
      if (near) window.postmortemCards.show(near);
      else window.postmortemCards.hide();
    }, true);

    function nearest(x, y) {
      let [best, distance] = [null, NEAR];
      for (const dot of dots) {
        const box = dot.getBoundingClientRect();
        const away = Math.hypot(box.left + box.width / 2 - x, box.top + box.height / 2 - y);
        if (away < distance) [best, distance] = [dot, away];
      }
      return best;
    }

    // What is new is at the right.
    const box = field.parentElement;
    box.scrollLeft = box.scrollWidth;
    choose(dots.reduce((best, each) => (left(each) > left(best) ? each : best)));
  }

  start();
  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
})();

(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const wide = matchMedia("(min-width: 940px)");
  const GAP = 10;
  const cards = all(".card");
  const marks = all("[data-f]");
  const byNumber = new Map(cards.map((card) => [card.dataset.n, card]));
  const marksOf = new Map(cards.map((card) => [card.dataset.n, []]));
  for (const mark of marks) for (const number of mark.dataset.f.split(" ")) marksOf.get(number)?.push(mark);
  const shownSeverities = new Set(["error", "warning", "info"]);
  const search = one(".filters input[type=search]");
  const family = one(".filters select");
  const aside = one(".filters input[type=checkbox]");
  const count = one(".count");
  let active = null;

  root.classList.add("js");

  const visible = () => cards.filter((card) => !card.hidden);
  const anchorOf = (card) => marksOf.get(card.dataset.n)[0];

  function filter() {
    const wanted = search.value.trim().toLowerCase().split(/\s+/);
    for (const card of cards) {
      const { sev, family: kind, state, search: words } = card.dataset;
      card.hidden =
        !shownSeverities.has(sev) ||
        (family.value !== "" && family.value !== kind) ||
        (state !== "open" && !(aside && aside.checked)) ||
        !wanted.every((word) => words.includes(word));
    }
    for (const mark of marks) {
      const on = mark.dataset.f.split(" ").some((number) => !byNumber.get(number).hidden);
      mark.classList.toggle("off", !on);
    }
    if (active && active.hidden) close();
    tell();
    layout();
  }

  function tell() {
    const shown = visible();
    count.textContent = `${active ? shown.indexOf(active) + 1 : "–"} / ${shown.length}`;
  }

  // Notes stand beside their words; the active one exactly, the others give way up and down.
  function layout() {
    for (const spread of all(".spread")) {
      const notes = spread.querySelector(".notes");
      const own = all(".card", notes).filter((card) => !card.hidden);
      if (!wide.matches) {
        for (const card of own) card.style.top = "";
        notes.style.minHeight = "";
        continue;
      }
      const origin = notes.getBoundingClientRect().top;
      const placed = own
        .map((card) => ({ card, want: wanted(card, origin), height: card.offsetHeight, top: 0 }))
        .sort((a, b) => a.want - b.want);
      place(placed, placed.findIndex((item) => item.card === active));
      for (const item of placed) item.card.style.top = `${item.top}px`;
      const last = placed[placed.length - 1];
      notes.style.minHeight = last ? `${last.top + last.height}px` : "";
    }
  }

  function wanted(card, origin) {
    const anchor = anchorOf(card);
    return anchor ? anchor.getClientRects()[0].top - origin - 6 : 0;
  }

  function place(items, fixed) {
    let floor = 0;
    items.forEach((item, index) => {
      item.top = index === fixed ? item.want : Math.max(item.want, floor);
      floor = item.top + item.height + GAP;
    });
    for (let index = fixed - 1; index >= 0; index -= 1) {
      const ceiling = items[index + 1].top - GAP - items[index].height;
      if (items[index].top <= ceiling) break;
      items[index].top = ceiling;
    }
    const above = items.length ? Math.min(items[0].top, 0) : 0;
    for (const item of items) item.top -= above;
  }

  function light(card, on) {
    card.classList.toggle("active", on);
    for (const mark of marksOf.get(card.dataset.n)) mark.classList.toggle("active", on);
    for (const related of all(`[data-r~="${card.dataset.n}"]`)) related.classList.toggle("lit", on);
  }

  function open(card, { scroll = true, focus = false } = {}) {
    if (active && active !== card) light(active, false);
    active = card;
    light(card, true);
    root.classList.add("reading");
    remember(`#${card.id}`);
    tell();
    layout();
    const anchor = anchorOf(card);
    if (scroll) (anchor || card).scrollIntoView({ block: wide.matches ? "center" : "start" });
    if (focus) card.focus({ preventScroll: true });
  }

  function close() {
    if (!active) return;
    light(active, false);
    active = null;
    root.classList.remove("reading");
    remember(location.pathname + location.search);
    tell();
    layout();
  }

  function remember(address) {
    try {
      history.replaceState(null, "", address);
    } catch {
      // some browsers refuse it for local files; the page works without
    }
  }

  function step(by) {
    const shown = visible();
    if (!shown.length) return;
    const at = active ? shown.indexOf(active) + by : by > 0 ? 0 : -1;
    open(shown[(at + shown.length) % shown.length]);
  }

  function fromMark(mark) {
    const own = mark.dataset.f.split(" ").map((number) => byNumber.get(number)).filter((card) => !card.hidden);
    const first = own.find((card) => mark.getAttribute("href") === `#${card.id}`) || own[0];
    const at = own.indexOf(active);
    if (first) open(at < 0 ? first : own[(at + 1) % own.length], { scroll: false, focus: true });
  }

  function follow() {
    const card = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!card || !card.classList.contains("card")) return;
    if (card.hidden) reset(card);
    open(card);
  }

  function reset(card) {
    for (const pill of all(".pill")) press(pill, true);
    search.value = "";
    family.value = "";
    if (aside && card.dataset.state !== "open") aside.checked = true;
    filter();
  }

  function press(pill, on) {
    pill.setAttribute("aria-pressed", String(on));
    if (on) shownSeverities.add(pill.dataset.sev);
    else shownSeverities.delete(pill.dataset.sev);
  }

  async function copy(button) {
    const words = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const field = document.createElement("textarea");
      field.value = words;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    const said = button.textContent;
    button.textContent = "✓";
    setTimeout(() => (button.textContent = said), 1200);
  }

  document.addEventListener("click", (event) => {
    const at = event.target.closest("[data-copy], [data-f], .no, .link, .pill, .prev, .next, .card");
    if (!at) return;
    if (at.matches("[data-copy]")) return void copy(at);
    if (at.matches(".pill")) {
      press(at, at.getAttribute("aria-pressed") !== "true");
      return filter();
    }
    if (at.matches(".prev")) return step(-1);
    if (at.matches(".next")) return step(1);
    if (at.matches("[data-f]")) {
      event.preventDefault();
      return fromMark(at);
    }
    const card = at.closest(".card");
    if (at.matches(".no, .link")) event.preventDefault();
    if (getSelection().isCollapsed && (card !== active || at.matches(".no")))
      open(card, { scroll: at.matches(".no") || !wide.matches });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (document.activeElement === search && search.value) search.value = "";
      document.activeElement?.blur();
      close();
      return filter();
    }
    if (event.target.closest("input, select, textarea")) return;
    const act = {
      j: () => step(1),
      k: () => step(-1),
      "/": () => search.focus(),
      c: () => active?.querySelector("[data-copy]")?.click(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  one(".filters").addEventListener("submit", (event) => event.preventDefault());
  for (const field of [search, family, aside]) field?.addEventListener("input", filter);
  addEventListener("hashchange", follow);
  addEventListener("resize", layout);
  wide.addEventListener("change", layout);
  document.fonts?.ready.then(layout);
  filter();
  follow();
})();

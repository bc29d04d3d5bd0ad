// Which part is shown, which line is in focus, and its evidence in the source beside it.
const recordings = all(".rec");
let current = recordings[0] || null;   // the recording shown
let here = null;                       // the card or claim in focus

function shownView() { return current && one(".view:not(.away)", current); }

function show(view) {
  if (!view) return;
  const recording = view.closest(".rec");
  if (recording !== current || !shownView()) here = null;
  current = recording;
  for (const other of recordings) other.classList.toggle("away", other !== recording);
  for (const other of all(".view", recording)) other.classList.toggle("away", other !== view);
  for (const link of all(".views a", recording)) {
    if (link.hash === "#" + view.id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  applyFilter(recording);
}

function items() {
  const view = shownView();
  return view ? all("article.item:not(.off)", view) : [];
}

function light(claim) {
  for (const line of all(".l.lit")) line.classList.remove("lit");
  const spans = (data.claims[claim] || { spans: [] }).spans;
  const ranges = [];
  const recording = current ? current.id.slice(1) : "0";
  let first = null;
  for (const [source, from, begin, to, stop] of spans) {
    for (let number = from; number <= to; number++) {
      const line = document.getElementById("s" + recording + "-" + source + "-" + number);
      if (!line) continue;
      line.classList.add("lit");
      first = first || line;
      const text = one(".x", line).firstChild;
      if (!text) continue;
      const range = new Range();
      range.setStart(text, number === from ? Math.min(begin, text.length) : 0);
      range.setEnd(text, number === to ? Math.min(stop, text.length) : text.length);
      ranges.push(range);
    }
  }
  if (window.CSS && CSS.highlights) CSS.highlights.set("evidence", new Highlight(...ranges));
  return first;
}

function pickSource(number) {
  for (const source of all(".source", current)) source.classList.toggle("away", source.dataset.source !== String(number));
  for (const button of all(".pick button", current)) {
    button.setAttribute("aria-pressed", String(button.dataset.source === String(number)));
  }
}

// Only the pane scrolls: the page itself stays where the reader put it. Twice, because lines that were never on the
// screen have but an estimated height.
function reveal(element, pane, again) {
  if (!pane || getComputedStyle(pane).overflowY !== "auto") return;
  const outer = pane.getBoundingClientRect(), inner = element.getBoundingClientRect();
  if (inner.top < outer.top + 40 || inner.bottom > outer.bottom - 20) {
    pane.scrollTop += inner.top - outer.top - outer.height / 4;
  }
  if (!again) requestAnimationFrame(() => reveal(element, pane, true));
}

function focusItem(element, quiet) {
  if (!element) return;
  if (here && here !== element) here.classList.remove("here");
  here = element;
  element.classList.add("here");
  addActions(element);
  const view = element.closest(".view");
  if (view && view.classList.contains("split-view")) {
    const found = light(idOf(element));
    const first = one(".source:not(.away) .l.lit", current) || found;   // stay in the source that is shown
    if (first) { pickSource(first.closest(".source").dataset.source); reveal(first, first.closest(".pane")); }
    reveal(element, element.closest(".pane"));
  }
  if (quiet) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  if (view && scrolls(view)) return;
  const box = element.getBoundingClientRect(), bar = one(".views", current).offsetHeight;
  if (box.top < bar + 8 || box.bottom > innerHeight) window.scrollBy(0, box.top - bar - 16);
}

function step(by, loudOnly) {
  const list = items().filter((item) => !loudOnly || item.matches(".loud, .card"));
  if (!list.length) return;
  let at = list.indexOf(here);
  if (at < 0 && here && here.isConnected) {   // the focused line is not in this list: go on from where it stands
    at = list.findIndex((item) => here.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (at < 0) at = list.length;
    at = by > 0 ? at - 1 : at;
  }
  focusItem(list[Math.min(Math.max(at + by, 0), list.length - 1)]);
}

// The height of the bar that stays on top, which a heading or a pane must not hide under.
function measure() {
  const bar = current && one(".views", current);
  if (bar) root.style.setProperty("--nav", bar.offsetHeight + "px");
}

function scrolls(view) {
  const pane = one(".pane", view);
  return pane && getComputedStyle(pane).overflowY === "auto";
}

// Both panes whole on the screen, under the bar.
function frame(view) {
  const box = one(".split", view).getBoundingClientRect(), bar = one(".views", current).offsetHeight;
  if (box.top < bar || box.bottom > innerHeight + 4) window.scrollBy(0, box.top - bar - 6);
}

function targetOf(hash) {
  let name = "";
  try { name = decodeURIComponent(hash.slice(1)); } catch (error) { return null; }
  return name ? document.getElementById(name) : null;
}

function route() {
  const target = targetOf(location.hash);
  if (!target) return;
  if (target.matches(".rec")) { show(one(".view", target)); target.scrollIntoView(); return; }
  const view = target.closest(".view");
  if (!view) { target.scrollIntoView(); return; }
  show(view);
  if (target === view) {
    const bar = one(".views", current).getBoundingClientRect();
    if (bar.top <= 0) view.scrollIntoView();
    return;
  }
  const item = target.closest(".item");
  if (item && item.classList.contains("off")) clearFilter();
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  const panes = scrolls(view);
  if (panes) frame(view);
  const source = target.closest(".source");
  if (source) pickSource(source.dataset.source);
  if (item) focusItem(item);
  else if (panes) reveal(target, target.closest(".pane"));
  else target.scrollIntoView({ block: "center" });
}

// Filters hide on the screen only: a printed page always has everything.
const words = new Map();
function textOf(item) {
  if (!words.has(item)) words.set(item, item.textContent.toLowerCase());
  return words.get(item);
}

function wanted(form) {
  const value = (name) => form.elements.namedItem(name).value;
  return { q: value("q").trim().toLowerCase(), v: value("verdict"), r: value("rule"), e: value("severity"), p: value("speaker") };
}

function matches(item, want) {
  const set = item.dataset;
  return (!want.v || set.v === want.v) && (!want.r || (set.r || "").split(" ").includes(want.r)) &&
    (!want.e || (set.e || "").split(" ").includes(want.e)) && (!want.p || set.p === want.p) &&
    (!want.q || textOf(item).includes(want.q));
}

function applyFilter(recording) {
  const form = one(".filters", recording);
  const want = wanted(form);
  const active = Boolean(want.q || want.v || want.r || want.e || want.p);
  for (const item of all(".item", recording)) item.classList.toggle("off", active && !matches(item, want));
  for (const turn of all(".docs .turn", recording)) turn.classList.toggle("off", active);
  for (const chip of all("[data-filter-verdict]", recording)) {
    chip.setAttribute("aria-pressed", String(chip.dataset.filterVerdict === want.v));
  }
  const view = shownView();
  const list = view ? all(".item", view) : [];
  const left = list.filter((item) => !item.classList.contains("off")).length;
  say(one(".shown", form), active && list.length ? left + " of " + list.length + " shown" : "");
  if (active && view && view.classList.contains("heaps")) {
    for (const box of all("details.passed", view)) if (one(".item:not(.off)", box)) box.open = true;
  }
}

function clearFilter() {
  if (!current) return;
  one(".filters", current).reset();
  applyFilter(current);
}

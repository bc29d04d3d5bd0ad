// Wiring: one listener a kind of event for the whole page.
function setTheme(name) {
  if (name) root.dataset.theme = name;
  const dark = name ? name === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  say(document.getElementById("theme"), dark ? "Light" : "Dark");
}
setTheme(load("auditor-theme"));
document.getElementById("theme").addEventListener("click", (event) => {
  const next = event.target.textContent === "Dark" ? "dark" : "light";
  save("auditor-theme", next);
  setTheme(next);
});

document.getElementById("help-open").addEventListener("click", () => document.getElementById("help").showModal());
document.getElementById("export").addEventListener("click", openExport);
document.getElementById("export-save").addEventListener("click", () => download("auditor-baseline.json", baselineText()));
document.getElementById("export-mend").addEventListener("click", () => download("to-mend.jsonl", mendText()));
document.getElementById("export-copy").addEventListener("click", () => {
  const box = document.getElementById("export-text");
  box.select();
  if (navigator.clipboard) navigator.clipboard.writeText(box.value).catch(() => document.execCommand("copy"));
  else document.execCommand("copy");
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) {
    const item = button.closest(".item");
    const pressed = button.getAttribute("aria-pressed") === "true";
    focusItem(item, true);
    if (pressed) setMark(item, null); else act(item, button.dataset.do);
    return;
  }
  const single = event.target.closest("[data-one]");
  if (single) {
    setOne(single.closest(".finding").dataset.f, single.dataset.one, single.closest(".item"));
    return;
  }
  const chip = event.target.closest("[data-filter-verdict]");
  if (chip) {
    const field = one(".filters", current).elements.namedItem("verdict");
    field.value = field.value === chip.dataset.filterVerdict ? "" : chip.dataset.filterVerdict;
    applyFilter(current);
    return;
  }
  const pick = event.target.closest(".pick button");
  if (pick) { pickSource(pick.dataset.source); return; }
  const link = event.target.closest("a[href^='#']");
  if (link) { if (link.hash === location.hash) { event.preventDefault(); route(); } return; }
  if (event.target.closest("a, button, input, summary, select")) return;
  const item = event.target.closest("article.item");
  if (item && !String(getSelection())) { focusItem(item, true); return; }
  const line = event.target.closest(".sources .l");
  if (line && !String(getSelection())) claimAt(line);
});

// From a line of the source to the first claim that rests on it.
function claimAt(line) {
  const [, source, number] = line.id.split("-").map(Number);
  const holds = ([from, first, , last]) => from === source && first <= number && number <= last;
  focusItem(all("article.claim:not(.off)", current).find((item) => data.claims[item.id].spans.some(holds)));
}

document.addEventListener("input", (event) => {
  if (event.target.closest(".filters")) { clearTimeout(setTheme.wait); setTheme.wait = setTimeout(() => applyFilter(current), 120); }
});
document.addEventListener("change", (event) => {
  const item = event.target.closest(".item");
  if (event.target.matches(".reason") && item) {
    const mark = markOf(item);
    setMark(item, mark ? mark.mark : "accepted", event.target.value);
  }
});
document.addEventListener("reset", (event) => {
  if (event.target.closest(".filters")) setTimeout(() => applyFilter(current), 0);
});
document.addEventListener("submit", (event) => { if (event.target.matches(".filters")) event.preventDefault(); });

function toggleView() {
  if (!here) return;
  const id = here.matches(".claim") ? "q-" + here.id : here.dataset.id;
  if (document.getElementById(id)) location.hash = "#" + id;
}

const keys = {
  j: () => step(1), k: () => step(-1), n: () => step(1, true), p: () => step(-1, true),
  a: () => { act(here, "accepted"); step(1); }, r: () => { act(here, "mend"); step(1); },
  w: () => { act(here, "wrong"); step(1); }, u: () => { if (here) setMark(here, null); },
  e: () => { if (here) { addActions(here); one(".actions .reason", here).focus(); } }, o: toggleView,
  "/": () => { one(".filters input", current).focus(); }, "?": () => document.getElementById("help").showModal(),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
  if (typing(event.target)) {
    if (event.key === "Escape" && event.target.name === "q") clearFilter();
    if (event.key === "Escape" || (event.key === "Enter" && event.target.matches(".reason"))) event.target.blur();
    return;
  }
  const view = /^[1-6]$/.test(event.key) && current ? all(".views li a", current)[Number(event.key) - 1] : null;
  if (view) { view.click(); event.preventDefault(); return; }
  if (keys[event.key] && current) { event.preventDefault(); keys[event.key](); }
});

const opened = [];
window.addEventListener("beforeprint", () => {
  for (const box of all("details:not([open], .passed)")) { box.open = true; opened.push(box); }
});
window.addEventListener("afterprint", () => { for (const box of opened.splice(0)) box.open = false; });
window.addEventListener("hashchange", route);

if (current) {
  pickEverySource();
  show(one(".view", current));
  for (const card of all(".heap .card")) addActions(card);
  paintAll();
  root.classList.add("ready");
  measure();
  window.addEventListener("resize", measure);
  route();
  // The browser scrolls to the fragment by itself once the page is there; ours has the last word.
  window.addEventListener("load", () => requestAnimationFrame(route));
}

function pickEverySource() {
  for (const recording of recordings) { current = recording; pickSource(0); }
  current = recordings[0];
}

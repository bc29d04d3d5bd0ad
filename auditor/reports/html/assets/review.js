// A reader's marks, kept in this browser, exported as the baseline file of the gate.
const SAID = { accepted: "accepted", mend: "to be mended", wrong: "the finding is wrong" };
let marks = {};
try { marks = JSON.parse(load(data.key) || "{}") || {}; } catch (error) { marks = {}; }

// A finding's mark hangs on its fingerprint, a line's on its words: both outlive a new run of the audit.
function keyOf(id) {
  const finding = data.findings[id];
  return finding ? "f " + finding.path + " " + finding.fingerprint : null;
}

function keysOf(item) {
  const id = idOf(item);
  const keys = [...new Set(all(".finding", item).map((element) => keyOf(element.dataset.f)).filter(Boolean))];
  if (data.claims[id]) keys.push("c " + data.claims[id].key);
  return keys;
}

function markOf(item) { return keysOf(item).map((key) => marks[key]).find(Boolean) || null; }

function setMark(item, kind, reason) {
  for (const key of keysOf(item)) {
    if (kind) marks[key] = { mark: kind, reason: reason || "" };
    else delete marks[key];
  }
  paintAll(idOf(item), save(data.key, JSON.stringify(marks)));
}

// One finding of a line that has several.
function setOne(id, kind, item) {
  const key = keyOf(id);
  if (marks[key] && marks[key].mark === kind) delete marks[key];
  else marks[key] = { mark: kind, reason: one(":scope > .actions .reason", item).value };
  paintAll(idOf(item), save(data.key, JSON.stringify(marks)));
}

function paintAll(id, kept) {
  for (const item of all(".item")) if (!id || idOf(item) === id) paint(item, kept);
  const number = Object.keys(marks).length;
  say(document.getElementById("marked"), number ? "(" + countItems() + ")" : "");
}

function countItems() {
  const seen = new Set();
  for (const item of all("article.item")) if (markOf(item)) seen.add(idOf(item));
  return seen.size;
}

function paint(item, kept) {
  const mark = markOf(item);
  item.classList.toggle("marked", Boolean(mark));
  const box = one(":scope > .actions", item);
  if (!box) { if (mark && item.matches("article")) addActions(item); return; }
  const same = mark && keysOf(item).every((key) => marks[key] && marks[key].mark === mark.mark);
  for (const button of all("[data-do]", box)) {
    button.setAttribute("aria-pressed", String(Boolean(same) && button.dataset.do === mark.mark));
  }
  for (const button of all("[data-one]", item)) {
    const single = marks[keyOf(button.closest(".finding").dataset.f)];
    button.setAttribute("aria-pressed", String(Boolean(single) && single.mark === button.dataset.one));
  }
  const reason = one(".reason", box);
  if (document.activeElement !== reason) reason.value = mark ? mark.reason : "";
  say(one(".status", box), (mark ? (same ? SAID[mark.mark] : "marked in part") : "") + (kept === false ? " (this browser keeps no marks: export before you close)" : ""));
}

function addActions(item) {
  if (one(":scope > .actions", item)) return;
  const box = document.getElementById("actions").content.firstElementChild.cloneNode(true);
  const found = all(".finding", item);
  one("[data-do=wrong]", box).hidden = !found.length;
  if (found.length > 1) {
    for (const finding of found) finding.append(document.getElementById("single").content.firstElementChild.cloneNode(true));
  }
  one("[data-do=mend]", box).hidden = !data.claims[idOf(item)];
  item.append(box);
  paint(item);
}

function act(item, kind) {
  if (!item || (kind === "wrong" && !one(".finding", item)) || (kind === "mend" && !data.claims[idOf(item)])) return;
  const box = one(":scope > .actions .reason", item);
  setMark(item, kind, box ? box.value : "");
}

// Line by line as the gate writes it, so that a file saved here and one written there differ in nothing.
function baselineText() {
  const entries = [];
  for (const finding of Object.values(data.findings)) {
    const mark = marks["f " + finding.path + " " + finding.fingerprint];
    if (!mark || mark.mark === "mend" || !finding.fingerprint) continue;
    const reason = mark.reason.trim() || (mark.mark === "wrong" ? "false alarm" : "accepted in review");
    const entry = { fingerprint: finding.fingerprint, rule: finding.rule, name: finding.name, path: finding.path,
      reason: mark.mark === "wrong" && mark.reason.trim() ? "false alarm: " + reason : reason };
    if (finding.claimed) entry.claimed = finding.claimed;
    if (finding.source) entry.source = finding.source;
    entries.push(entry);
  }
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  entries.sort((a, b) => order(a.path, b.path) || order(a.rule, b.rule) || order(a.fingerprint, b.fingerprint));
  const line = (entry) => "    {" + Object.entries(entry).map(([k, v]) => JSON.stringify(k) + ": " + JSON.stringify(v)).join(", ") + "}";
  const body = entries.map(line).join(",\n");
  return '{\n  "version": 1,\n  "entries": [' + (body ? "\n" + body + "\n  ]" : "]") + "\n}\n";
}

// The claim's own words, without line number, verdict and the words put in to explain a mark.
function plainText(claim) {
  const copy = one(".words", claim).cloneNode(true);
  for (const extra of all(".no, .verdict, .tag, .dim, del, i", copy)) extra.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function mendText() {
  const lines = [];
  for (const item of all("article.claim")) {
    const mark = marks["c " + data.claims[item.id].key];
    if (!mark || mark.mark !== "mend") continue;
    const line = Number(one(".no", item).textContent);
    lines.push(JSON.stringify({ path: item.closest(".doc").dataset.path, line, text: plainText(item), reason: mark.reason }));
  }
  return lines.map((line) => line + "\n").join("");
}

function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function openExport() {
  const text = baselineText();
  const entries = JSON.parse(text).entries.length, mend = mendText().split("\n").length - 1;
  document.getElementById("export-text").value = text;
  say(document.getElementById("export-note"), entries + " accepted, " + mend + " to mend.");
  document.getElementById("export-mend").hidden = !mend;
  document.getElementById("export-box").showModal();
}

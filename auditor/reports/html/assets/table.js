// A click on a column's head sorts by it: numbers as numbers, a second click turns the order round.
function valueOf(body, column) {
  const text = body.rows ? body.rows[0].cells[column].textContent : body.cells[column].textContent;
  const number = parseFloat(text.replace(/,/g, ""));
  return /^[\s–-]*[\d.,]+/.test(text) && !/^\d+:\d/.test(text.trim()) ? number : text.trim().toLowerCase();
}

function sortTable(table, column, head) {
  const down = head.getAttribute("aria-sort") === "descending" || (!head.hasAttribute("aria-sort") && !head.classList.contains("num"));
  const grouped = table.classList.contains("groups");
  const holder = grouped ? table : table.tBodies[0];
  const parts = grouped ? Array.from(table.tBodies) : Array.from(holder.rows);
  const keyed = parts.map((part, at) => ({ part, at, value: valueOf(part, column) }));
  keyed.sort((a, b) => {
    const mixed = typeof a.value !== typeof b.value;
    const order = mixed ? (typeof a.value === "number" ? -1 : 1) : a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
    return (down || mixed ? order : -order) || a.at - b.at;
  });
  for (const { part } of keyed) holder.append(part);
  for (const other of all("thead th", table)) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "ascending" : "descending");
}

for (const table of all("table.sortable")) {
  all("thead th", table).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => sortTable(table, column, head));
  });
}

// A speaker's row opens the discrepancies below it.
for (const sub of all("tr.sub")) {
  const head = one("th", sub.previousElementSibling), button = document.createElement("button");
  button.type = "button";
  button.className = "opens";
  button.textContent = head.textContent;
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => button.setAttribute("aria-expanded", String(sub.classList.toggle("open"))));
  head.replaceChildren(button);
}

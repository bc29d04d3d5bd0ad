// The page's data and small helpers. Text from the audit only ever goes through textContent.
const data = JSON.parse(document.getElementById("data").textContent);
const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
const one = (selector, root) => (root || document).querySelector(selector);
const root = document.documentElement;

// Storage is forbidden in some viewers (a sandboxed frame, strict privacy): then marks last as long as the page.
const memory = {};
function load(key) {
  try { return window.localStorage.getItem(key); } catch (error) { return memory[key] || null; }
}
function save(key, value) {
  try { window.localStorage.setItem(key, value); return true; } catch (error) { memory[key] = value; return false; }
}
// A line stands twice on the page: in its document (where its id is the anchor) and in its heap.
function idOf(item) { return item.dataset.id || item.id; }
function say(element, words) { element.textContent = words; }
function typing(target) { return /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName); }

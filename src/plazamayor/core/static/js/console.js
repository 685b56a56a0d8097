// Small comforts. Every page works without them.

// What only a script can do is hidden until there is one.
for (const each of document.querySelectorAll("[data-theme-toggle], [data-dismiss], [data-copy]")) each.hidden = false;

// The command palette
const palette = document.getElementById("palette");
const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

function filter(input) {
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  const rows = [...palette.querySelectorAll(".palette__places > li")];
  for (const row of rows) row.hidden = !words.every((word) => plain(row.textContent).includes(word));
  palette.querySelector(".palette__none").hidden = rows.some((row) => !row.hidden);
}

function step(event) {
  const places = [...palette.querySelectorAll("li:not([hidden]) a")];
  const now = places.indexOf(document.activeElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  (places[next] ?? palette.querySelector("input")).focus();
}

if (palette) {
  const input = palette.querySelector("input");
  input.addEventListener("input", () => filter(input));
  palette.addEventListener("keydown", step);
  palette.addEventListener("click", (event) => event.target === palette && palette.close());
  palette.querySelector("form").addEventListener("submit", (event) => {
    const first = palette.querySelector("li:not([hidden]) a");
    if (!first) return;
    event.preventDefault();
    first.click();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    palette.showModal();
  });
}

addEventListener("click", (event) => {
  const { target } = event;
  const opener = target.closest("[data-palette]");
  if (opener && palette && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    palette.showModal();
  }
  target.closest("[data-dismiss]")?.closest(".toast, .notice")?.remove();
  const copy = target.closest("[data-copy]");
  if (copy) copyText(copy);
  const dialog = target.closest("[data-dialog]");
  const opened = dialog && document.getElementById(dialog.dataset.dialog);
  if (opened?.showModal) {
    event.preventDefault();
    opened.showModal();
  }
  if (target.closest("[data-close]")) target.closest("dialog")?.close();
});

// Copies the text of the element whose id is in data-copy, and says so in the button's own words.
async function copyText(button) {
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
  const said = button.querySelector("[data-said]");
  const before = said.textContent;
  said.textContent = button.dataset.done;
  setTimeout(() => { said.textContent = before; }, 2000);
}

// A part of the page that takes the place of another keeps the keyboard's place: on what was pressed, or at its beginning.
let pressed = "";
addEventListener("htmx:beforeSwap", () => { pressed = document.activeElement?.getAttribute("href") ?? ""; });
addEventListener("htmx:afterSettle", ({ target }) => {
  if (document.activeElement !== document.body || !pressed) return;
  const same = [...target.querySelectorAll("a[href]")].find((link) => link.getAttribute("href") === pressed);
  (same ?? target).focus({ preventScroll: true });
  pressed = "";
});

// A form that sends itself when a choice changes; its button serves those without scripts.
addEventListener("change", (event) => event.target.form?.matches("[data-send-on-change]") && event.target.form.requestSubmit());

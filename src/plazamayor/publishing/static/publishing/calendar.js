// A piece is moved to another day by dragging it, or with the keyboard: arrows go from day to day, m opens the form of its hour.
const calendar = document.querySelector("[data-calendar]");
let carried = null;

// Posts the day alone: the hour stays as it was. The page that answers says what happened.
function drop(link, day) {
  const form = document.querySelector("[data-mover]");
  form.action = link.dataset.move;
  form.elements.day.value = day;
  form.submit();
}

if (calendar) {
  calendar.addEventListener("dragstart", (event) => {
    carried = event.target.closest("[data-move]");
    if (carried) event.dataTransfer.effectAllowed = "move";
  });
  calendar.addEventListener("dragover", (event) => {
    const day = event.target.closest("[data-day]");
    if (!carried || !day) return;
    event.preventDefault();
    calendar.querySelectorAll(".is-over").forEach((each) => each.classList.remove("is-over"));
    day.classList.add("is-over");
  });
  calendar.addEventListener("dragend", () => {
    calendar.querySelectorAll(".is-over").forEach((each) => each.classList.remove("is-over"));
    carried = null;
  });
  calendar.addEventListener("drop", (event) => {
    const day = event.target.closest("[data-day]");
    if (!carried || !day) return;
    event.preventDefault();
    if (!day.contains(carried)) drop(carried, day.dataset.day);
  });
  calendar.addEventListener("keydown", (event) => {
    const link = event.target.closest(".event");
    if (!link) return;
    if (event.key === "m" && link.dataset.move) location.assign(link.dataset.move);
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    const every = [...calendar.querySelectorAll(".event")];
    every[every.indexOf(link) + step]?.focus();
    event.preventDefault();
  });
}

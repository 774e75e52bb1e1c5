// Looking for somebody by the keyboard. The names under a field come from the server; without a script the form is sent.
"use strict";

const typing = (place) => place.matches("input, textarea, select, [contenteditable]");

// Ctrl K or "/": the search field where one is seen, else the search page.
document.addEventListener("keydown", (event) => {
  const byLetter = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  const bySign = event.key === "/" && !event.ctrlKey && !event.metaKey && !typing(event.target);
  if (!(byLetter || bySign) || event.altKey || (byLetter && event.shiftKey)) return;
  const seen = [...document.querySelectorAll("[data-search]")].filter((one) => one.checkVisibility());
  const target = seen.find((one) => one.matches("input")) ?? seen[0];
  if (!target) return;
  event.preventDefault();
  if (target.matches("input")) target.select();
  else target.click();
});

// Arrows walk from a search field through the names that were found: those under it, else those of the page.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const from = event.target;
  const seek = from.closest("[data-seek]");
  const under = seek?.querySelector("[data-found] a") ? seek : null;
  const stops = under
    ? [...under.querySelectorAll("input[data-search], [data-found] .who a")]
    : [...document.querySelectorAll("main input[data-search], main [data-walk] .who a")];
  const place = stops.indexOf(from);
  if (place < 0 && !from.matches("input[data-search]")) return;
  const next = stops[place < 0 ? stops.findIndex((one) => one.matches("a")) : place + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

// Escape puts the names away, and so does going elsewhere.
const putAway = (seek) => seek.querySelector("[data-found]")?.replaceChildren();
document.addEventListener("keydown", (event) => {
  const seek = event.target.closest?.("[data-seek]");
  if (event.key !== "Escape" || !seek?.querySelector("[data-found] > *")) return;
  event.preventDefault();
  putAway(seek);
  seek.querySelector("[data-search]").focus();
});
document.addEventListener("click", (event) => {
  for (const seek of document.querySelectorAll("[data-seek]")) if (!seek.contains(event.target)) putAway(seek);
});
document.addEventListener("focusout", (event) => {
  const seek = event.target.closest?.("[data-seek]");
  if (seek && event.relatedTarget && !seek.contains(event.relatedTarget)) putAway(seek);
});

// Marking by keyboard: 1 to 4 choose for the person in focus and go on to the next; whoever is excused gets a reason first.
"use strict";

document.addEventListener("keydown", (event) => {
  const fieldset = event.target.closest?.(".attendance fieldset");
  const place = Number(event.key) - 1;
  if (!fieldset || event.ctrlKey || event.altKey || event.metaKey || !(place >= 0)) return;
  const radio = fieldset.querySelectorAll("input[type=radio]")[place];
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  const row = radio.closest("tr");
  const next = row.nextElementSibling?.querySelector("fieldset input[type=radio]");
  const reason = row.querySelector("select");
  (radio.value === "excused" && reason ? reason : next ?? row.closest("form").querySelector("button[type=submit]")).focus();
});

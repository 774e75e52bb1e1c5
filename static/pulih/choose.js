// A long list of boxes to tick gets a field that shows only those whose words hold what is typed. Without script the
// list is whole. What is ticked stays ticked, and stays in sight.
"use strict";

const find = document.currentScript.dataset.find;

for (const list of document.querySelectorAll("#div_id_inmates, #div_id_facilitators")) {
  const rows = [...list.querySelectorAll(".form-check")];
  if (rows.length < 8) continue;
  const field = document.createElement("input");
  field.type = "search";
  field.className = "form-control choose-field";
  field.setAttribute("aria-label", list.querySelector("legend, label")?.textContent.trim() ?? "");
  field.placeholder = find;
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !row.querySelector("input").checked && !words.every((word) => text.includes(word));
    }
  });
  // Enter in the field must not send the form.
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  rows[0].before(field);
}

// What pages do better with a script; every page works without. No storage, no eval, no inline handlers.
"use strict";

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
});

// A question before a form is sent: <form data-confirm="…">. The button that was pressed is sent with it.
function ask(form, submitter) {
  const dialog = document.createElement("dialog");
  const question = document.createElement("p");
  question.id = "question";
  question.textContent = form.dataset.confirm;
  dialog.setAttribute("aria-labelledby", question.id);
  const row = document.createElement("div");
  row.className = "form-do";
  const yes = document.createElement("button");
  yes.className = submitter?.className || "btn btn-primary";
  yes.textContent = submitter?.textContent.trim() || form.dataset.confirm;
  const no = document.createElement("button");
  no.className = "btn";
  no.textContent = document.body.dataset.cancel;
  row.append(yes, no);
  dialog.append(question, row);
  no.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { dialog.remove(); submitter?.focus(); });
  yes.addEventListener("click", () => {
    form.dataset.confirmed = "yes";
    dialog.close();
    form.requestSubmit(submitter);
  });
  document.body.append(dialog);
  dialog.showModal();
  no.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && form.dataset.confirmed !== "yes") {
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form, event.submitter);
  }
  delete form.dataset.confirmed;
}, true);

// A row opens its page, unless something in it was meant or text was marked.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  const row = event.target.closest("[data-href]");
  if (!row || event.target.closest("a, button, input, label, select, summary, .pick") || String(window.getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
  else window.location.assign(row.dataset.href);
});

const countPicked = (picked) => {
  const words = picked?.querySelector("[data-picked]");
  if (words) words.textContent = words.dataset.picked.replace("{n}", picked.querySelectorAll("td.pick input:checked").length);
};
// What was ticked on another page of the list is ticked already.
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".picked").forEach(countPicked));

document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("[data-pick-all]")) {
    for (const one of box.closest("table").querySelectorAll("td.pick input:not(:disabled)")) one.checked = box.checked;
  }
  countPicked(box.closest(".picked"));
  if (box.form?.matches("[data-autosubmit]") && box.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) {
    box.form.requestSubmit();
  }
});

// What is folded on the screen is open on paper, where nobody can unfold it.
window.addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll("details[data-open-on-paper]:not([open])")) { one.open = true; one.dataset.wasFolded = ""; }
});
window.addEventListener("afterprint", () => {
  for (const one of document.querySelectorAll("details[data-was-folded]")) { one.open = false; delete one.dataset.wasFolded; }
});

// Passkeys need a host name: at a bare address (127.0.0.1) the browser would refuse them, so they are not offered.
document.addEventListener("DOMContentLoaded", () => {
  if (!/^[\d.]+$|:/.test(window.location.hostname)) return;
  for (const one of document.querySelectorAll("[data-needs-name]")) one.hidden = true;
});

// "Saved 10.42": a page's script fires pulih:saved on the form, detail is the sentence of the server.
document.addEventListener("pulih:saved", (event) => {
  const place = event.target.querySelector("[data-saved]");
  if (place) place.textContent = event.detail;
});

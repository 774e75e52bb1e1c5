// A form that saves itself as it is answered. What is asked, open or wrong is the server's to say; this only shows it.
"use strict";

const form = document.querySelector("form[data-save]");
const say = (text) => form.dispatchEvent(new CustomEvent("pulih:saved", { bubbles: true, detail: text }));
const entries = () => [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "version"].includes(name));
const picture = () => JSON.stringify(entries());

let stored = form ? picture() : "";
let before = form ? new Map(entries()) : new Map();
let busy = false;
let leaving = false;
let pressed = null; // a button that was pressed while answers were on their way
let stopped = false; // another window has saved: nothing is sent from here any more
let timer = 0;

function shown(answer) {
  const asked = new Set(answer.asked);
  for (const question of form.querySelectorAll("[data-question]")) {
    const on = asked.has(question.dataset.question);
    const fault = answer.faults[question.dataset.question] ?? "";
    if (!on) clear(question);
    question.hidden = question.disabled = !on;
    question.classList.toggle("question-wrong", Boolean(fault));
    question.querySelector("[data-fault]").textContent = fault;
  }
  for (const part of form.querySelectorAll("[data-part]")) {
    part.hidden = !part.querySelector("[data-question]:not([hidden])");
  }
  const meter = form.querySelector("[data-meter]");
  meter.max = answer.count;
  meter.value = answer.answered;
  form.querySelector("[data-left]").textContent = answer.left;
  list(answer.open);
}

function list(open) {
  const place = form.querySelector("[data-open]");
  place.replaceChildren(...open.map(({ anchor, label }) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${anchor}`;
    link.textContent = label;
    row.append(link);
    return row;
  }));
}

function clear(question) {
  for (const field of question.querySelectorAll("input")) {
    if (field.type === "radio") field.checked = false;
    else field.value = "";
  }
}

function restore() {
  for (const field of form.querySelectorAll("[data-question] input")) {
    const value = before.get(field.name) ?? "";
    if (field.type === "radio") field.checked = field.value === value;
    else field.value = value;
  }
}

// What a change would delete is said first; "no" puts the answers back as they were.
function ask({ question, drops }) {
  const dialog = document.createElement("dialog");
  const text = document.createElement("p");
  text.id = "drops-question";
  text.textContent = question;
  dialog.setAttribute("aria-labelledby", text.id);
  const names = document.createElement("ul");
  names.append(...drops.map((name) => {
    const row = document.createElement("li");
    row.textContent = name;
    return row;
  }));
  const row = document.createElement("div");
  row.className = "form-do";
  const [yes, no] = [document.createElement("button"), document.createElement("button")];
  yes.className = "btn btn-danger";
  yes.textContent = form.dataset.yes;
  no.className = "btn";
  no.textContent = document.body.dataset.cancel;
  row.append(yes, no);
  dialog.append(text, names, row);
  let agreed = false;
  yes.addEventListener("click", () => { agreed = true; dialog.close(); });
  no.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  no.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { dialog.remove(); resolve(agreed); });
  });
}

async function send(drop) {
  const [sent, values, data] = [picture(), new Map(entries()), new FormData(form)];
  if (drop) data.set("drop", "yes");
  const reply = await fetch(form.dataset.save, { method: "POST", body: data, headers: { Accept: "application/json" } });
  if (!(reply.headers.get("Content-Type") ?? "").startsWith("application/json")) throw new Error("no answer");
  const answer = await reply.json();
  if (answer.drops) {
    if (await ask(answer)) return send(true);
    return restore();
  }
  if (answer.refused) {
    stopped = true;
    return say(answer.refused);
  }
  form.elements.version.value = answer.version;
  [stored, before] = [sent, values];
  if (picture() === sent) {
    shown(answer);
    [stored, before] = [picture(), new Map(entries())]; // without what is no longer asked
  }
  return say(answer.saved);
}

async function save() {
  if (busy || stopped) return;
  busy = true;
  try {
    while (!stopped && picture() !== stored) await send(false);
  } catch {
    say(form.dataset.failed);
    later(5000);
  }
  busy = false;
  if (pressed) form.requestSubmit(pressed);
}

function later(milliseconds) {
  window.clearTimeout(timer);
  timer = window.setTimeout(save, milliseconds);
}

if (form) {
  for (const button of form.querySelectorAll("[data-plain]")) button.hidden = true;
  form.addEventListener("change", () => later(100));
  form.querySelector("[data-open]").addEventListener("click", (event) => {
    if (event.target.closest("a")) event.currentTarget.closest("details").open = false;
  });
  form.addEventListener("input", (event) => { if (event.target.type === "text") later(800); });
  form.addEventListener("submit", (event) => {
    leaving = !busy;
    if (!busy) return;
    event.preventDefault(); // the answers on their way come first
    pressed = event.submitter;
  });
  // Whatever is not stored yet when the page goes away is sent along.
  window.addEventListener("pagehide", () => {
    if (!leaving && !stopped && picture() !== stored) navigator.sendBeacon(form.dataset.save, new FormData(form));
  });
}

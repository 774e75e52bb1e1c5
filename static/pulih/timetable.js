// The week as a calendar: rooms are columns of a day, or the days are columns of one room. A session that is dragged
// or stretched is sent to the server, whose answer stands beside the calendar; what it refuses goes back. Everything
// can also be done by the pages behind the links of the table below.
"use strict";

const place = document.getElementById("calendar");
const shown = document.getElementById("calendar-notice");

const SHORT = 60 * 60000;

const twoDigits = (number) => String(number).padStart(2, "0");
const dayOf = (date) => `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
const clockOf = (date) => `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
const wallClock = (date) => `${dayOf(date)}T${clockOf(date)}:00`;
const placeOf = (event) => ({ room: event.resourceIds[0], starts_at: wallClock(event.start), ends_at: wallClock(event.end) });

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// A sentence or several, with what can be done about it.
function tell(tone, sentences, ...actions) {
  const notice = element("div", `notice notice-${tone}`);
  const body = element("div", "notice-body");
  const list = element("ul", "");
  for (const sentence of sentences) list.append(element("li", "", sentence));
  const row = element("p", "calendar-actions");
  const close = element("button", "btn", shown.dataset.close);
  close.type = "button";
  close.addEventListener("click", () => shown.replaceChildren());
  row.append(...actions, close);
  body.append(list, row);
  notice.append(body);
  shown.replaceChildren(notice);
  notice.scrollIntoView({ block: "nearest" });
}

async function send(id, where) {
  const answer = await fetch(`${place.dataset.sessions}${id}/drop/`, {
    method: "POST",
    headers: { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
    body: new URLSearchParams(where),
  });
  return { ok: answer.ok, ...(await answer.json()) };
}

// The table under the calendar says the same as the calendar: after a move it is fetched anew.
async function freshTable() {
  const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [now, then] = [page, document].map((each) => each.querySelector(".week-table .list"));
  if (now && then) then.replaceWith(now);
}

function undoButton(calendar, before) {
  const button = element("button", "btn", shown.dataset.undo);
  button.type = "button";
  button.addEventListener("click", async () => {
    button.disabled = true;
    const answer = await send(before.id, placeOf(before)).catch(() => ({ sentences: [shown.dataset.lost] }));
    if (answer.ok) calendar.updateEvent(before);
    tell(answer.ok ? "good" : "danger", answer.sentences);
    if (answer.ok) await freshTable().catch(() => undefined);
  });
  return button;
}

function reasonLink(answer, where) {
  const start = new Date(where.starts_at), end = new Date(where.ends_at);
  const asked = { room: where.room, day: dayOf(start), starts_at_time: clockOf(start), minutes: (end - start) / 60000 };
  const link = element("a", "btn", shown.dataset.reason);
  link.href = `${answer.form}?${new URLSearchParams(asked)}`;
  return link;
}

async function moved(calendar, info) {
  const where = placeOf(info.event);
  try {
    const answer = await send(info.event.id, where);
    if (answer.ok) {
      tell("good", answer.sentences, undoButton(calendar, info.oldEvent));
      await freshTable().catch(() => undefined);
      return;
    }
    info.revert();
    tell("danger", answer.sentences, ...(answer.overridable ? [reasonLink(answer, where)] : []));
  } catch {
    info.revert();
    tell("danger", [shown.dataset.lost]);
  }
}

function content({ event, timeText }) {
  if (event.display === "background") return { domNodes: [element("span", "kept-label", event.title)] };
  const facts = event.extendedProps;
  const people = place.dataset.people.replace("{n}", facts.people);
  const told = [facts.kindLabel, people, facts.who].filter(Boolean).join(" · ");
  // Three lines need an hour's height; what is shorter says what it is first, in one line, and the rest to the pointer.
  const short = event.end - event.start < SHORT;
  const parts = [element("span", "event-time", timeText), element("strong", "event-title", event.title)];
  const whole = element("div", short ? "event-short" : "event-whole");
  whole.title = [timeText, event.title, told].join("\n");
  whole.append(...(short ? parts.reverse() : [...parts, element("span", "event-facts", told)]));
  return { domNodes: [whole] };
}

// The calendar calls its parts a table whose rows it does not have. Who listens reads the real table under it, so here
// they are plain groups; what is dragged stays reachable and opens with Enter.
function plainRoles() {
  for (const name of ["role", "aria-colindex", "aria-rowindex", "aria-colcount", "aria-rowcount"]) {
    for (const part of place.querySelectorAll(`[${name}]`)) part.removeAttribute(name);
  }
  place.querySelector(".ec-main")?.setAttribute("tabindex", "0");
}

function start() {
  const data = JSON.parse(document.getElementById("calendar-data").textContent);
  const kept = data.kept.map((each, number) => ({
    id: `kept-${number}`, start: each.start, end: each.end, title: each.title, resourceIds: each.resourceIds,
    display: "background", classNames: [`kept-${each.tone}`],
  }));
  const events = data.events.map((each) => ({ ...each, classNames: [`event-${each.extendedProps.kind}`, `event-${each.extendedProps.state}`] }));
  let calendar;
  const write = (info) => moved(calendar, info);
  calendar = EventCalendar.create(place, {
    view: data.single ? "timeGridWeek" : "resourceTimeGridDay",
    date: data.day,
    firstDay: 1,
    locale: document.documentElement.lang,
    headerToolbar: { start: "", center: "", end: "" },
    allDaySlot: false,
    slotMinTime: data.from,
    slotMaxTime: data.to,
    slotDuration: "00:30",
    snapDuration: "00:15",
    slotHeight: 26,
    columnWidth: data.resources.length > 4 || data.single ? "minmax(9.5rem, 1fr)" : undefined,
    eventTimeFormat: (from, to) => `${clockOf(from).replace(":", ".")}–${clockOf(to).replace(":", ".")}`,
    slotLabelFormat: (time) => clockOf(time).replace(":", "."),
    resources: data.single ? [] : data.resources,
    events: [...kept, ...events],
    eventContent: content,
    eventAllUpdated: plainRoles,
    editable: false,
    selectable: data.editable,
    dragScroll: true,
    eventDrop: write,
    eventResize: write,
    eventClick: ({ event }) => { if (event.display !== "background") window.location.assign(`${place.dataset.sessions}${event.id}/`); },
    select: (info) => {
      const asked = { day: dayOf(info.start), starts_at_time: clockOf(info.start), minutes: (info.end - info.start) / 60000 };
      const room = info.resource?.id ?? data.resources[0]?.id;
      window.location.assign(`${place.dataset.lay}?${new URLSearchParams({ ...asked, room })}`);
    },
  });
  place.hidden = false;
  plainRoles();
}

if (place) start();

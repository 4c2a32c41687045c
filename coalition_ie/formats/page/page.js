"use strict";
// Draws documents as `coalition-ie schema` describes them. Whatever comes from a document is put in
// as text, never as markup.

const ROLES = ["actors", "targets", "places", "troops", "dates"];
const WORDS = {
  ar: {
    search: "بحث", type: "النوع", status: "الحالة", least: "أدنى درجة", events: "الأحداث", legend: "المفتاح",
    timeline: "الأحداث بحسب اليوم والنوع", all: "الكل", trigger: "الكلمة", score: "الدرجة", actors: "الفاعل",
    targets: "المستهدف", places: "المكان", troops: "العدد", dates: "الزمن", role: "الدور", filler: "من النص",
    because: "الدليل", shown: "أحداث معروضة من", other: "English", unnamed: "نص", value: "القيمة", none: "لا شيء",
    takes: "يشارك في", actual: "واقع", planned: "مزمع", denied: "منفي", nodate: "بلا تاريخ", mentions: "ذكر",
    "no-candidate": "لا مرشح في الجملة", unlikely: "أرجح مرشح", rule: "قاعدة",
  },
  en: {
    search: "Search", type: "Type", status: "Status", least: "Least score", events: "Events", legend: "Legend",
    timeline: "Events by day and type", all: "all", trigger: "Trigger", score: "Score", actors: "Actors",
    targets: "Targets", places: "Places", troops: "Troops", dates: "Dates", role: "Role", filler: "In the text",
    because: "Evidence", shown: "events shown of", other: "العربية", unnamed: "text", value: "value", none: "nothing",
    takes: "takes part in", actual: "actual", planned: "planned", denied: "denied", nodate: "no date", mentions: "mentions",
    "no-candidate": "no candidate in the sentence", unlikely: "likeliest candidate", rule: "rule",
  },
};
const byId = (id) => document.getElementById(id);
const legend = JSON.parse(byId("legend-data").textContent);
const documents = JSON.parse(byId("data").textContent);
let language = "ar", open = 0, chosen = null;

const say = (word) => WORDS[language][word] ?? word;

function make(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  if (text !== null && text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// Text of a document in a cell or a line of the page: isolated, in its own direction.
const piece = (text) => make("bdi", text, { dir: "auto" });

function number(value) { return make("span", value.toFixed(3), { dir: "ltr" }); }

// Of an event type, in the timeline and its legend.
function colour(type) { return `hsl(${Object.keys(legend.events).indexOf(type) * 30} 55% 50%)`; }

function nameOf(doc, i) { return doc.doc_id ?? `${say("unnamed")} ${i + 1}`; }

// 1 less the mean margin: `coalition_ie.corpus.suggest`.
function uncertainty(doc) {
  const scores = [...doc.mentions, ...doc.events].map((one) => Math.min(1, 2 * (1 - one.score)));
  return scores.length ? scores.reduce((a, b) => a + b, 0) / scores.length : 0;
}

function fillers(doc, event, role) {
  return role === "dates" ? event.dates : event[role].map((i) => doc.mentions[i]);
}

function bounds(figure) {
  const about = figure.approximate ? "≈ " : "";
  if (figure.high === null) return `${about}≥ ${figure.low} ${figure.kind}`;
  return `${about}${figure.low === figure.high ? figure.low : `${figure.low}–${figure.high}`} ${figure.kind}`;
}

function days(value) { return value.start === value.end ? value.start : `${value.start} – ${value.end}`; }

function shown(doc) {
  const words = byId("search").value.trim(), type = byId("type").value;
  const status = byId("status").value, least = byId("least").value / 100;
  return doc.events.filter((event) =>
    (!type || event.type === type) && (!status || event.status === status) && event.score >= least &&
    (!words || textsOf(doc, event).some((text) => text.includes(words))));
}

function textsOf(doc, event) {
  const [start, end] = event.sentence ?? [event.trigger.start, event.trigger.end];
  return [characters(doc).slice(start, end).join(""), event.type];
}

// Offsets count code points; a JavaScript string does not.
const kept = new Map();
function characters(doc) {
  if (!kept.has(doc)) kept.set(doc, Array.from(doc.text));
  return kept.get(doc);
}

// ------------------------------------------------------------------ the text

function drawText(doc, events) {
  const box = byId("text"), marks = [];
  doc.mentions.forEach((one, i) => marks.push({ ...one, kind: "mention", classes: ["mention", one.label], i }));
  doc.dates.forEach((one, i) => marks.push({ ...one, kind: "date", classes: ["date", "DATE"], i }));
  events.forEach((event) => marks.push({ ...event.trigger, kind: "trigger", classes: ["trigger"], i: doc.events.indexOf(event) }));
  const all = characters(doc);
  const borders = [...new Set([0, all.length, ...marks.flatMap((m) => [m.start, m.end])])].sort((a, b) => a - b);
  marks.sort((a, b) => a.start - b.start);
  box.replaceChildren();
  let line = make("p");
  const active = new Set();
  let next = 0;
  for (let b = 0; b + 1 < borders.length; b++) {
    const [start, end] = [borders[b], borders[b + 1]];
    while (next < marks.length && marks[next].start <= start) active.add(marks[next++]);
    for (const mark of active) if (mark.end <= start) active.delete(mark);
    const parts = all.slice(start, end).join("").split(/\r?\n/);
    parts.forEach((part, n) => {
      if (n) { box.append(line); line = make("p"); }
      if (part) line.append(active.size ? marked(doc, part, start, [...active]) : part);
    });
  }
  box.append(line);
}

function marked(doc, part, start, marks) {
  const element = make("span", part, { class: marks.flatMap((m) => m.classes).join(" ") });
  for (const mark of marks) element.dataset[mark.kind] = mark.i;
  if (marks.some((mark) => mark.start === start)) {
    const what = marks.map((m) => m.kind === "trigger" ? doc.events[m.i].type : m.label ?? "DATE").join(", ");
    element.tabIndex = 0;
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", `${part}: ${what}`);
  }
  return element;
}

function described(doc, element) {
  const { mention, date, trigger } = element.dataset, told = [];
  if (mention !== undefined) {
    const one = doc.mentions[mention];
    told.push([one.label, one.normalized || one.text, one.figure ? bounds(one.figure) : "", one.score.toFixed(3)]);
  }
  if (date !== undefined) {
    const one = doc.dates[date];
    told.push(["DATE", one.text, one.value ? days(one.value) : one.reason ?? ""]);
  }
  if (trigger !== undefined) {
    const event = doc.events[trigger];
    told.push([event.type, event.trigger.text, say(event.status), event.score.toFixed(3)]);
  }
  return told;
}

function about(doc, element, events) {
  const box = byId("about");
  box.replaceChildren();
  for (const parts of described(doc, element)) {
    for (const part of parts) if (part) box.append(piece(part), " ");
  }
  if (events) {
    box.append(`${say("takes")} `);
    events.forEach((event) => {
      const go = make("button", null, { type: "button" });
      go.append(piece(`${event.type} ${event.trigger.text}`));
      go.addEventListener("click", () => choose(doc.events.indexOf(event)));
      box.append(go, " ");
    });
    if (!events.length) box.append(say("none"));
  }
}

function eventsOf(doc, { mention, date, trigger }) {
  const time = date === undefined ? null : doc.dates[date];
  return doc.events.filter((event, i) =>
    String(i) === trigger ||
    ROLES.some((role) => role !== "dates" && event[role].includes(Number(mention))) ||
    (time && event.dates.some((one) => one.start === time.start && one.end === time.end)));
}

// ------------------------------------------------------------------ the events

function drawEvents(doc, events) {
  const [head, body] = byId("events").children;
  const columns = ["type", "status", "trigger", ...ROLES, "score"];
  head.replaceChildren(make("tr"));
  columns.forEach((name) => head.firstChild.append(make("th", say(name), { scope: "col" })));
  body.replaceChildren(...events.map((event) => {
    const i = doc.events.indexOf(event);
    const row = make("tr", null, { "data-event": i, "aria-selected": i === chosen });
    const first = make("td");
    const go = make("button", event.type, { type: "button", dir: "ltr", "aria-pressed": i === chosen });
    first.append(go);
    row.append(first, make("td", say(event.status)), make("td"));
    row.lastChild.append(piece(event.trigger.text));
    for (const role of ROLES) {
      const cell = make("td");
      fillers(doc, event, role).forEach((one, n) => {
        if (n) cell.append("، ");
        cell.append(piece(one.text));
        const value = one.figure ? bounds(one.figure) : one.value ? days(one.value) : "";
        if (value) cell.append(" (", make("bdi", value, { dir: "ltr" }), ")");
      });
      row.append(cell);
    }
    const score = make("td");
    score.append(number(event.score));
    row.append(score);
    row.addEventListener("click", () => choose(i));
    return row;
  }));
  byId("count").textContent = `${events.length} ${say("shown")} ${doc.events.length}`;
}

function choose(i) {
  chosen = chosen === i ? null : i;
  draw();
  const doc = documents[open];
  if (chosen !== null) {
    document.querySelector(`#text [data-trigger="${chosen}"]`)?.scrollIntoView({ block: "nearest" });
    document.querySelector(`#events tr[data-event="${chosen}"] button`)?.focus({ preventScroll: true });
  }
  light(doc);
}

function light(doc) {
  const box = byId("evidence");
  box.replaceChildren();
  document.querySelectorAll(".lit, .cue").forEach((one) => one.classList.remove("lit", "cue"));
  const event = doc.events[chosen];
  if (!event) return;
  const spans = [event.trigger, ...ROLES.flatMap((role) => fillers(doc, event, role))];
  document.querySelectorAll("#text span").forEach((element) => {
    const { mention, date, trigger } = element.dataset;
    const own = [
      mention !== undefined ? doc.mentions[mention] : null,
      date !== undefined ? doc.dates[date] : null,
      trigger !== undefined && Number(trigger) === chosen ? event.trigger : null,
    ].filter(Boolean);
    if (own.some((one) => spans.some((span) => span.start === one.start && span.end === one.end))) element.classList.add("lit");
  });
  const table = make("table"), head = make("tr");
  ["role", "filler", "score", "because"].forEach((name) => head.append(make("th", say(name), { scope: "col" })));
  table.append(head);
  for (const one of event.evidence) {
    const row = make("tr"), filler = make("td"), score = make("td"), because = make("td");
    filler.append(piece(one.span.text));
    score.append(number(one.score));
    if (one.rule) because.append(`${say("rule")} `, make("bdi", one.rule, { dir: "ltr" }));
    if (one.cue) because.append(piece(one.cue.text));
    row.append(make("td", say(one.role)), filler, score, because);
    table.append(row);
  }
  for (const one of event.absent) {
    const row = make("tr"), filler = make("td", "–"), score = make("td", ""), because = make("td", `${say(one.reason)} `);
    if (one.best) { because.append(piece(one.best.text)); score.append(number(one.score)); }
    row.append(make("td", say(one.role)), filler, score, because);
    table.append(row);
  }
  box.append(table);
}

// ------------------------------------------------------------------ the corpus

function dayOf(doc, event) {
  const said = event.dates.find((one) => one.value);
  return said ? said.value.start : doc.published;
}

function drawTimeline() {
  const counts = new Map();
  for (const doc of documents) for (const event of shown(doc)) {
    const day = dayOf(doc, event) ?? "";
    if (!counts.has(day)) counts.set(day, new Map());
    counts.get(day).set(event.type, (counts.get(day).get(event.type) ?? 0) + 1);
  }
  const every = [...counts.keys()].sort(), types = Object.keys(legend.events);
  const most = Math.max(1, ...every.map((day) => [...counts.get(day).values()].reduce((a, b) => a + b, 0)));
  const wide = 18, high = 120, svg = (tag, attributes, text) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  };
  const chart = svg("svg", { width: every.length * wide + 40, height: high + 85, role: "img", "aria-label": say("timeline") });
  every.forEach((day, i) => {
    let top = high;
    types.forEach((type) => {
      const n = counts.get(day).get(type) ?? 0, tall = n / most * (high - 10);
      if (!n) return;
      top -= tall;
      const bar = svg("rect", { x: 30 + i * wide, y: top, width: wide - 3, height: tall, fill: colour(type) });
      bar.append(svg("title", {}, `${day || say("nodate")} ${type} ${n}`));
      chart.append(bar);
    });
    const x = 30 + i * wide + 9;
    chart.append(svg("text", { x, y: high + 8, transform: `rotate(60 ${x} ${high + 8})` }, day || say("nodate")));
  });
  chart.append(svg("text", { x: 0, y: 12 }, String(most)));
  byId("timeline").replaceChildren(chart);
}

function drawDocuments() {
  const order = documents.map((doc, i) => [doc, i]).sort((a, b) => uncertainty(b[0]) - uncertainty(a[0]));
  byId("documents").replaceChildren(...order.map(([doc, i]) => {
    const go = make("button", null, { type: "button", "aria-current": i === open });
    go.append(piece(nameOf(doc, i)), make("br"), make("small", `${shown(doc).length} ${say("events")} · ${uncertainty(doc).toFixed(2)}`));
    go.addEventListener("click", () => { open = i; chosen = null; draw(); byId("documents").querySelector("[aria-current=true]").focus(); });
    return go;
  }));
}

function drawLegend() {
  byId("legend").replaceChildren(...[["labels", true], ["statuses", false], ["events", false]].flatMap(([kind, coloured]) =>
    Object.entries(legend[kind]).flatMap(([name, what]) => {
      const term = make("dt"), mark = make("span", kind === "statuses" ? `${name} ${WORDS.ar[name]}` : name, { dir: "ltr" });
      if (coloured) mark.className = name;
      if (kind === "events" && documents.length > 1) mark.style.borderBlockEnd = `3px solid ${colour(name)}`;
      term.append(mark);
      return [term, make("dd", what, { lang: "en", dir: "auto" })];
    })));
}

function draw() {
  const doc = documents[open];
  document.documentElement.lang = language;
  document.querySelectorAll("[data-say]").forEach((one) => { one.textContent = say(one.dataset.say); });
  byId("language").textContent = say("other");
  byId("share").textContent = (byId("least").value / 100).toFixed(2);
  byId("type").options[0].textContent = byId("status").options[0].textContent = say("all");
  if (documents.length > 1) { drawDocuments(); drawTimeline(); }
  if (!doc) return;
  byId("name").replaceChildren(piece(nameOf(doc, open)), doc.published ? ` · ${doc.published}` : "");
  const events = shown(doc);
  drawText(doc, events);
  drawEvents(doc, events);
  light(doc);
}

function start() {
  const several = documents.length > 1;
  byId("documents").hidden = byId("corpus").hidden = !several;
  if (several) open = documents.reduce((best, doc, i) => uncertainty(doc) > uncertainty(documents[best]) ? i : best, 0);
  for (const [id, names] of [["type", Object.keys(legend.events)], ["status", Object.keys(legend.statuses)]]) {
    byId(id).append(make("option", "", { value: "" }), ...names.map((name) => make("option", name, { value: name })));
  }
  drawLegend();
  for (const id of ["search", "type", "status", "least"]) byId(id).addEventListener("input", () => { chosen = null; draw(); });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("language").addEventListener("click", () => { language = language === "ar" ? "en" : "ar"; draw(); });
  const text = byId("text");
  const at = (event) => event.target.closest?.("#text span");
  for (const kind of ["mouseover", "focusin"]) text.addEventListener(kind, (event) => { if (at(event)) about(documents[open], at(event)); });
  const pick = (event) => {
    const element = at(event);
    if (!element) return;
    if (element.dataset.trigger !== undefined) choose(Number(element.dataset.trigger));
    else about(documents[open], element, eventsOf(documents[open], element.dataset));
  };
  text.addEventListener("click", pick);
  text.addEventListener("keydown", (event) => { if ((event.key === "Enter" || event.key === " ") && at(event)) { event.preventDefault(); pick(event); } });
  draw();
}

start();

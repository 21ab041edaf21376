"use strict";
// The list of the dashboard: filter, sort, mark, export. It is kept as data and shown a hundred rows at a time, so that
// many notes stay quick. Marks live in a file of the reader's choice only.
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const say = (words) => { document.getElementById("said").textContent = words; };
  const listed = JSON.parse(document.getElementById("rows").textContent);
  const SHOWN = 100, STATES = ["open", "copied", "answered"];
  const LETTER = { block: ["S", "stop"], warn: ["W", "warning"], info: ["I", "information"] };
  const one = (selector) => document.querySelector(selector);
  const told = document.getElementById("shown"), body = one("#worklist tbody"), template = one("#listed");
  const filters = all("[data-filter]");
  let file = null, unsaved = false, from = 0, sorted = null, up = true;

  const notes = listed.rows.map(([note, patient, date, setting, author, decision, status, queries, alerts, page, key, drafts], at) => ({
    at, note, patient, date, setting: listed.setting[setting], author: listed.author[author], decision, status, queries,
    alerts: alerts.map((number) => listed.alerts[number]),
    page, key: key || note, drafts, month: date.slice(0, 7), mark: "open",
  }));
  let shown = notes;

  const names = (note) => note.alerts.map(([name]) => name).join(" ");
  const value = { alert: (note) => note.alerts.map(([name]) => name), find: (note) => [note.note, note.patient, note.date, note.author, names(note)].join(" ").toLowerCase() };
  filters.filter((input) => input.dataset.filter !== "find").forEach((input) => {
    const name = input.dataset.filter;
    const found = name === "mark" ? STATES : Array.from(new Set(notes.flatMap((note) => name === "alert" ? value.alert(note) : note[name]))).filter(Boolean).sort();
    input.append(...found.map((choice) => new Option(choice, choice)));
    input.closest("label").hidden = found.length < 2;
  });

  function filter() {
    const wanted = filters.map((input) => [input.dataset.filter, input.value.trim()]).filter((pair) => pair[1]);
    const words = wanted.filter(([name]) => name === "find").map((pair) => pair[1].toLowerCase());
    const exact = wanted.filter(([name]) => name !== "find");
    shown = notes.filter((note) => words.every((word) => value.find(note).includes(word))
      && exact.every(([name, wish]) => name === "alert" ? value.alert(note).includes(wish) : note[name] === wish));
    order();
  }

  function order() {
    if (sorted) {
      const compare = new Intl.Collator(undefined, { numeric: true }).compare;
      const key = sorted === "alerts" ? (note) => note.alerts.length : (note) => note[sorted];
      const differ = (a, b) => typeof a === "number" ? a - b : a === b ? 0 : compare(a, b);
      shown.sort((a, b) => (up ? 1 : -1) * differ(key(a), key(b)) || a.at - b.at);
    }
    from = 0;
    draw();
  }

  function cell(row, name, ...content) { row.querySelector(`[data-of=${name}]`).append(...content); }

  function made(tag, text, extra = {}) { return Object.assign(document.createElement(tag), { textContent: text }, extra); }

  function draft(note, text, number) {
    const id = `draft-${note.at}-${number}`, copy = made("button", "Copy", { type: "button" });
    copy.dataset.copy = id;
    copy.setAttribute("aria-label", `Copy query ${number + 1} of ${note.note}`);
    copy.addEventListener("click", () => { if (note.mark === "open") mark(note, "copied"); });
    return [made("pre", text, { id, className: "draft" }), copy];
  }

  function line(note) {
    const row = template.content.cloneNode(true).firstElementChild;
    row.dataset.key = note.key;
    cell(row, "Note", note.page ? made("a", note.note, { href: note.page }) : made("bdi", note.note));
    ["patient", "date", "setting", "author", "decision", "status"].forEach((name) => cell(row, name[0].toUpperCase() + name.slice(1), made("bdi", note[name])));
    if (note.drafts.length) {
      const fold = made("details", ""), summary = made("summary", note.queries);
      summary.setAttribute("aria-label", `${note.queries} drafted for ${note.note}`);
      fold.append(summary);
      fold.addEventListener("toggle", () => { if (fold.open && fold.childElementCount === 1) note.drafts.forEach((text, number) => fold.append(...draft(note, text, number))); });
      cell(row, "Queries", fold);
    } else cell(row, "Queries", String(note.queries));
    const alerts = made("span", "");
    note.alerts.forEach(([name, severity]) => {
      const alert = made("span", "", { className: `alert ${severity}` });
      alert.append(made("abbr", LETTER[severity][0], { className: "letter", title: LETTER[severity][1] }), ` ${name}`);
      alerts.append(alert, " ");
    });
    cell(row, "Alerts", alerts);
    const select = made("select", "");
    select.setAttribute("aria-label", `Mark of ${note.note}`);
    select.append(...STATES.map((state) => new Option(state, state)));
    select.value = note.mark;
    select.addEventListener("change", () => mark(note, select.value));
    cell(row, "Mark", select);
    return row;
  }

  function draw() {
    const part = shown.slice(from, from + SHOWN);
    body.replaceChildren(...part.map(line));
    one("[data-do=back]").disabled = from === 0;
    one("[data-do=on]").disabled = from + SHOWN >= shown.length;
    const range = part.length ? `${from + 1} to ${from + part.length} of ${shown.length}` : "None";
    told.textContent = shown.length === notes.length ? `${range} notes` : `${range} notes (${notes.length} in all)`;
  }

  function turn(by) {
    from += by;
    draw();
    document.getElementById("worst").scrollIntoView();
  }

  function mark(note, state) {
    note.mark = state;
    const select = all("tr", body).find((row) => row.dataset.key === note.key)?.querySelector("[data-of=Mark] select");
    if (select) select.value = state;
    unsaved = true;
    if (file) keep();
  }

  const marks = () => JSON.stringify(Object.fromEntries(notes.filter((note) => note.mark !== "open").map((note) => [note.key, note.mark])), null, 1);

  // Where the browser lets a page write to a file that its reader chose, every mark is kept there at once.
  async function keep() {
    if (!file && window.showSaveFilePicker) {
      try {
        file = await window.showSaveFilePicker({ suggestedName: "clinote-marks.json", types: [{ accept: { "application/json": [".json"] } }] });
      } catch (refused) { return; }
    }
    if (!file) download("clinote-marks.json", "application/json", marks());
    else {
      try {
        const stream = await file.createWritable();
        await stream.write(marks());
        await stream.close();
        say(`Marks are kept in ${file.name}.`);
      } catch (refused) {
        file = null;
        say("Marks could not be written. Choose a file again.");
        return;
      }
    }
    unsaved = false;
  }

  async function open(chosen, handle) {
    try {
      const known = new Map(Object.entries(JSON.parse(await chosen.text())));
      notes.forEach((note) => { if (STATES.includes(known.get(note.key))) note.mark = known.get(note.key); });
      file = handle;
      unsaved = false;
      filter();
      say("Marks opened.");
    } catch (wrong) {
      say("That file holds no marks.");
    }
  }

  function download(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // A cell that a spreadsheet would take for a formula is kept a text.
  const quoted = (text) => '"' + String(text).replace(/^[=+@\t\r-]/, "'$&").replaceAll('"', '""') + '"';

  function csv() {
    const lines = shown.map((note) => [note.note, note.patient, note.date, note.setting, note.author, note.decision, note.status, note.queries, names(note), note.mark].map(quoted).join(","));
    return ["note,patient,date,setting,author,decision,status,queries,alerts,mark", ...lines].join("\r\n") + "\r\n";
  }

  all("th[data-sort]").forEach((head) => head.firstElementChild.addEventListener("click", () => {
    up = head.getAttribute("aria-sort") !== "ascending";
    sorted = head.dataset.sort;
    all("th[data-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    order();
  }));
  filters.forEach((input) => ["input", "change"].forEach((name) => input.addEventListener(name, filter)));
  one("[data-do=csv]").addEventListener("click", () => download("clinote-worklist.csv", "text/csv", csv()));
  one("[data-do=keep]").addEventListener("click", keep);
  one("[data-do=back]").addEventListener("click", () => turn(-SHOWN));
  one("[data-do=on]").addEventListener("click", () => turn(SHOWN));
  const opener = one("[data-do=open]");
  opener.addEventListener("click", async (event) => {
    if (!window.showOpenFilePicker) return;
    event.preventDefault();
    try {
      const [handle] = await window.showOpenFilePicker({ types: [{ accept: { "application/json": [".json"] } }] });
      await open(await handle.getFile(), handle);
    } catch (refused) { /* nothing was chosen */ }
  });
  opener.addEventListener("change", () => open(opener.files[0], null));
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  document.getElementById("work").hidden = false;
  filter();
})();

"use strict";
// From a code to its words and back; copy a query; drop a file. Without this script the links still work.
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const say = (words) => { const said = document.getElementById("said"); if (said) said.textContent = words; };
  const ids = (element) => (element.dataset.facts || "").split(" ").filter(Boolean);
  const marks = all("a.mark");
  const holders = all("[data-facts]");
  marks.forEach((mark) => { mark.dataset.own = mark.dataset.stance; });

  const byFact = new Map();
  holders.forEach((holder) => ids(holder).forEach((id) => {
    if (!byFact.has(id)) byFact.set(id, []);
    byFact.get(id).push(holder);
  }));

  function light(facts, on) {
    facts.forEach((id) => (byFact.get(id) || []).forEach((holder) => holder.classList.toggle("lit", on)));
  }

  function unlight() { all(".lit").forEach((element) => element.classList.remove("lit")); }

  function pick(button) {
    const chosen = button.getAttribute("aria-pressed") !== "true" ? button.dataset.code : null;
    all("button.pick").forEach((other) => other.setAttribute("aria-pressed", String(other.dataset.code === chosen)));
    document.body.classList.toggle("picking", chosen !== null);
    let first = null, count = 0;
    marks.forEach((mark) => {
      const bearing = mark.dataset.bears.split(" ").find((token) => token.startsWith(chosen + ":"));
      mark.dataset.stance = chosen === null ? mark.dataset.own : bearing ? bearing.split(":")[1] : "context";
      mark.classList.toggle("picked", Boolean(bearing));
      if (bearing) { first = first || mark; count += 1; }
    });
    if (first) first.scrollIntoView({ block: "center" });
    say(chosen === null ? "All words marked." : count + " places marked in the note.");
  }

  function unfold(element) {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }

  function go(id) {
    const anchor = document.getElementById("at-" + id);
    const mark = anchor && marks.find((candidate) => ids(candidate).includes(id));
    if (!mark) return false;
    unlight();
    light([id], true);
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    return true;
  }

  function back(mark) {
    const facts = ids(mark);
    unlight();
    light(facts, true);
    const target = holders.find((holder) => holder !== mark && !holder.matches("a.mark") && ids(holder).some((id) => facts.includes(id)));
    if (!target) return false;
    unfold(target);
    target.scrollIntoView({ block: "nearest" });
    const link = target.querySelector("a");
    (link || target).focus({ preventScroll: true });
    return true;
  }

  async function copy(button) {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch (refused) {
      getSelection().selectAllChildren(source);
      if (!document.execCommand("copy")) { say("Not copied: select the text and copy it."); return; }
      getSelection().removeAllRanges();
    }
    button.textContent = "Copied";
    say("Query copied.");
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && button.matches(".pick")) return pick(button);
    if (button && button.matches("[data-copy]")) return copy(button);
    const link = event.target.closest("a");
    if (!link) return undefined;
    const target = link.getAttribute("href") || "";
    if (link.matches(".mark") ? back(link) : target.startsWith("#at-") && go(target.slice(4))) event.preventDefault();
    return undefined;
  });

  ["mouseover", "mouseout"].forEach((name) => document.addEventListener(name, (event) => {
    const holder = event.target.closest("[data-facts]");
    if (holder) ids(holder).forEach((id) => (byFact.get(id) || []).forEach((other) => other.classList.toggle("near", name === "mouseover")));
  }));

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    unlight();
    const pressed = document.querySelector("button.pick[aria-pressed=true]");
    if (pressed) pick(pressed);
  });

  const worklist = document.getElementById("worklist");
  if (worklist) work(worklist.tBodies[0], all("[data-filter]"));

  // The worklist of the dashboard: filter, sort, mark, export. Marks live in a file of the reader's choice only.
  function work(body, filters) {
    const rows = all("tr", body);
    const cells = (row) => Array.from(row.cells).slice(0, 6).map((cell) => cell.textContent.trim());
    const mark = (row) => row.querySelector("td[data-of=Mark] select");
    const told = document.getElementById("shown");

    function filter() {
      const wanted = filters.map((input) => [input.dataset.filter, input.value.trim().toLowerCase()]).filter((pair) => pair[1]);
      let count = 0;
      rows.forEach((row) => {
        const fits = wanted.every(([name, value]) => name === "find" ? row.textContent.toLowerCase().includes(value)
          : name === "alert" ? row.dataset.alert.split(" ").includes(value) : row.dataset[name].toLowerCase() === value);
        row.hidden = !fits;
        count += fits;
      });
      told.textContent = count + " of " + rows.length + " notes";
    }

    function sort(head, column) {
      const up = head.getAttribute("aria-sort") !== "ascending";
      all("th[data-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => row.cells[column].textContent.trim();
      rows.sort((a, b) => (up ? 1 : -1) * key(a).localeCompare(key(b), undefined, { numeric: true }));
      body.append(...rows);
    }

    function download(name, type, text) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }

    // A cell that a spreadsheet would take for a formula is kept a text.
    const quoted = (value) => '"' + value.replace(/^[=+@\t\r-]/, "'$&").replaceAll('"', '""') + '"';

    function csv() {
      const shown = rows.filter((row) => !row.hidden);
      const lines = shown.map((row) => [...cells(row), row.dataset.alert, mark(row).value || "open"].map(quoted).join(","));
      return ["note,patient,date,setting,decision,status,alerts,mark", ...lines].join("\r\n") + "\r\n";
    }

    function save() {
      const marks = Object.fromEntries(rows.filter((row) => mark(row).value).map((row) => [row.dataset.key, mark(row).value]));
      download("clinote-marks.json", "application/json", JSON.stringify(marks, null, 1));
    }

    async function load(file) {
      try {
        const marks = new Map(Object.entries(JSON.parse(await file.text())));
        rows.forEach((row) => { if (marks.has(row.dataset.key)) mark(row).value = marks.get(row.dataset.key); });
        say("Marks loaded.");
      } catch (wrong) {
        say("That file holds no marks.");
      }
    }

    all("th[data-sort]").forEach((head) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => sort(head, Number(head.dataset.sort)));
    });
    filters.forEach((input) => ["input", "change"].forEach((name) => input.addEventListener(name, filter)));
    body.addEventListener("click", (event) => {
      if (!event.target.matches("[data-copy]")) return;
      const own = mark(event.target.closest("tr"));
      if (!own.value) own.value = "copied";
    });
    document.querySelector("[data-do=csv]").addEventListener("click", () => download("clinote-worklist.csv", "text/csv", csv()));
    document.querySelector("[data-do=save]").addEventListener("click", save);
    document.querySelector("[data-do=load]").addEventListener("change", (event) => load(event.target.files[0]));
    document.getElementById("filters").hidden = false;
    filter();
  }

  const field = document.getElementById("note-text");
  if (!field) return;
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); field.form.requestSubmit(); }
  });
  const next = field.closest("details");
  if (next) next.addEventListener("toggle", () => { if (next.open) field.focus(); });
  const refuse = (words) => { document.getElementById("desk-said").textContent = words; };

  async function take(file) {
    if (!file) return;
    try {
      field.value = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
      refuse("");
    } catch (wrong) {
      refuse("That file is not UTF-8 text. Save it as plain text, or open it and paste the note.");
    }
  }

  document.getElementById("note-file").addEventListener("change", (event) => take(event.target.files[0]));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) take(event.dataTransfer.files[0]);
    else field.value = event.dataTransfer.getData("text/plain");
  });
})();

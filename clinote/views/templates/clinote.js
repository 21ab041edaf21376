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

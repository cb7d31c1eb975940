// The filters of tables and lists. Loaded when one is used, or the address asks for a view.

import { names } from "./names.js";
import { words } from "./words.js";

const AT_ONCE = 120, A_FRAME = 40;
const LONG = 400; // rows of a table that is laid out in parts while it is filtered

/** How many there are of each. */
const tally = (all) => all.reduce((counts, each) => counts.set(each, (counts.get(each) ?? 0) + 1), new Map());

// A form filters the rows it names: words from their start, every other field by the row's data of that name.
export function filter(form, { copy, named, stick }) {
  const rows = [...document.querySelectorAll(form.dataset.rows)];
  const texts = rows.map((row) => ["", ...words(row.textContent)].join(" "));
  const groups = [...document.querySelectorAll(form.dataset.groups)];
  const groupOf = rows.map((row) => row.closest(form.dataset.groups));
  const sizes = tally(groupOf);
  if (rows.length > LONG) groups[0].closest("table")?.classList.add("fd-long");
  const count = form.querySelector("output");
  const fields = [...form.elements].filter((field) => field.name);
  const what = count.value.replace(/^\d+ /, "");
  const viewed = form.querySelector(".fd-view");
  const printed = document.createElement("p");
  printed.className = "fd-filtered";
  form.after(printed);
  const value = (field) => (field.type === "checkbox" ? (field.checked ? field.value : "") : field.value.trim());

  const note = document.createElement("p");
  note.className = "fd-unknown";
  note.setAttribute("role", "status");
  form.append(note);

  // The words are not `q` in the address: with ?q= the search opens over the page.
  function read(typed = () => "") {
    const asked = new URLSearchParams(location.search);
    const unknown = [];
    for (const field of fields) {
      const given = asked.get(field.name) ?? typed(field);
      if (!fill(field, given) && given) unknown.push(`“${given}” (${field.labels[0].textContent.trim()})`);
    }
    note.textContent = unknown.length ? `The address asks for ${unknown.join(" and ")}, which is not here. That part is left out.` : "";
    apply();
  }

  /** The filter alone as a link. */
  function view() {
    const address = new URL(location);
    address.search = address.hash = "";
    for (const field of fields) if (value(field)) address.searchParams.set(field.name, value(field));
    return address.href;
  }

  /** A field that filters, in words. */
  function told(field) {
    const label = field.labels[0].textContent.trim();
    if (field.type === "checkbox") return label;
    return `${label}: ${field.selectedOptions ? field.selectedOptions[0].text : `“${value(field)}”`}`;
  }

  // A browser lays out thousands of rows in more than one frame's time: from the top, some in each frame.
  let frame, waiting = [];
  function turn(most = waiting.length > AT_ONCE ? A_FRAME : AT_ONCE) {
    cancelAnimationFrame(frame);
    for (const row of waiting.splice(0, most)) row.hidden = !row.hidden;
    if (waiting.length) frame = requestAnimationFrame(() => turn());
  }

  function apply() {
    const asked = words(form.words.value);
    const others = fields.filter((field) => field !== form.words && value(field));
    let shown = 0;
    const filling = []; // the group of each row that fits
    waiting = [];
    rows.forEach((row, index) => {
      const fits = others.every((field) => row.dataset[field.name] === value(field))
        && asked.every((word) => texts[index].includes(` ${word}`));
      shown += fits;
      if (fits) filling.push(groupOf[index]);
      if (row.hidden === fits) waiting.push(row);
    });
    turn();
    const filled = tally(filling);
    for (const group of groups) {
      group.hidden = !filled.has(group);
      group.style.setProperty("--fd-part", (filled.get(group) ?? 0) / (sizes.get(group) ?? 1)); // for its height, out of sight
      const heading = group.previousElementSibling;
      if (heading?.matches("h2")) heading.hidden = group.hidden;
    }
    count.value = shown === rows.length ? `${shown} ${what}` : `${shown} of ${rows.length} ${what}`;
    const filtering = fields.filter(value);
    viewed.hidden = !filtering.length;
    printed.textContent = filtering.length ? `${count.value} are shown. ${filtering.map(told).join("; ")}. ${view()}` : "";
  }

  const page = location.pathname;
  function remember() {
    if (!form.isConnected || location.pathname !== page) return; // the reader is on the way to another page
    turn(waiting.length); // what is hidden decides about the anchor, and what is scrolled to next must not move
    const address = new URL(location);
    for (const field of fields) {
      if (value(field)) address.searchParams.set(field.name, value(field));
      else address.searchParams.delete(field.name);
    }
    if (document.getElementById(named())?.closest("[hidden]")) address.hash = ""; // a reload would show all rows for it
    history.replaceState(history.state, "", address);
  }

  // What people call a criterion counts as words of each row that leads to it.
  let learnt;
  const learn = () => {
    learnt ??= names().then((called) => {
      rows.forEach((row, index) => {
        for (const { href } of row.querySelectorAll("a[href]")) if (called.has(href)) texts[index] += ` ${words(called.get(href)).join(" ")}`;
      });
      apply();
    }).catch(() => {}); // without them the words of the row are still found
  };
  form.words.addEventListener("focus", learn);

  let later = null;
  form.addEventListener("input", () => {
    note.textContent = "";
    apply();
    clearTimeout(later);
    later = setTimeout(() => {
      later = null;
      remember();
    }, 200);
  });
  form.reread = () => (later === null ? read() : remember());
  form.addEventListener("submit", (event) => event.preventDefault());
  form.showAll = () => {
    form.reset();
    apply();
    remember();
  };
  viewed.addEventListener("click", () => copy(view(), "The address bar has the link"));
  const asked = new URLSearchParams(location.search);
  const early = fields.some((field) => value(field) && !asked.has(field.name)); // chosen before this script was here
  read(value);
  if (early) remember();
  if (form.words.value) learn();
  new ResizeObserver(() => stick(form)).observe(form);
}

/** Puts a value from the address into a field, in whatever case, an option by its id or its words. False if there is none. */
function fill(field, given) {
  const low = given.toLowerCase();
  if (field.type === "checkbox") return (field.checked = low === field.value) || !low;
  if (field.tagName !== "SELECT") field.value = given;
  else field.value = [...field.options].find(({ value, text }) => [value, text].some((each) => each.toLowerCase() === low))?.value ?? "";
  return field.tagName !== "SELECT" || field.value !== "" || !low;
}

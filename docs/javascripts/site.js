// Comfort only: every page says the same without this script.

const filters = () => document.querySelectorAll("form[data-rows]");

const said = () => {
  let status = document.querySelector(".fd-said");
  if (!status) {
    status = document.createElement("div");
    status.className = "fd-said";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  return status;
};

function say(text) {
  const status = said();
  status.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { status.textContent = ""; }, 3000);
}

async function copy(link, otherwise) {
  try {
    await navigator.clipboard.writeText(link);
    say("Link copied");
  } catch {
    say(otherwise);
  }
}

// One listener for the whole document survives Material's instant navigation.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-copy]");
  if (!link) return;
  const place = new URL(link.href);
  place.search = ""; // what a search, a filter or a campaign added is no part of the place
  copy(place.href, "The address bar now shows the link");
});

// Escape hides a glossary note until the pointer or the focus has left its word.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".fd-term:is(:hover, :focus)")) {
    term.classList.add("fd-dismissed");
    const again = () => term.classList.remove("fd-dismissed");
    term.addEventListener("mouseleave", again, { once: true });
    term.addEventListener("blur", again, { once: true });
  }
});

/** What the address names, also if a percent sign in it means nothing. */
function named() {
  const name = location.hash.slice(1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

// What was pasted from a sentence ends as the sentence does; ids do not.
const tidy = (text) => text.replace(/[\s.,;:!?'"”’»)\]}>*]+$/, "");

/** Show the place that the address names: open what it is folded into, or lead on to where it is. */
function arrive() {
  document.querySelector(".fd-lost")?.remove();
  const name = named();
  const target = document.getElementById(name);
  const moved = target?.matches(".fd-moved li") && target.querySelector("a");
  if (moved) location.replace(moved.href);
  else if (target) reveal(target);
  else if (name) seek(tidy(name));
}

function reveal(target) {
  target.closest("details")?.setAttribute("open", "");
  if (!target.closest("[hidden]")) {
    requestAnimationFrame(() => uncover(target));
    return;
  }
  filters().forEach((form) => form.showAll?.());
  target.scrollIntoView();
  say("The filter hid what this link leads to. All rows are shown.");
}

/** Material may scroll to a place before the filter above it has its height. */
function uncover(target) {
  const { top } = target.getBoundingClientRect();
  const bar = document.querySelector(".fd-sticky");
  if (bar && !bar.contains(target) && top >= 0 && top < bar.getBoundingClientRect().bottom) target.scrollIntoView();
}

function seek(name) {
  const same = [...document.querySelectorAll("[id]")].find(({ id }) => id.toLowerCase() === name.toLowerCase());
  if (same) location.replace(`#${same.id}`);
  else if (name) other("lostPlace", name);
}

/** What few readers need is loaded when they need it. */
function other(what, ...given) {
  import("./lost.js").then((lost) => lost[what](...given), () => say("Nothing here has the name that the link gives."));
}

/** A missing page: without the end of the sentence that the link was pasted from, it may be there. */
function missing() {
  const path = tidy(decodeURI(location.pathname));
  if (path !== decodeURI(location.pathname)) location.replace(encodeURI(path) + location.search + location.hash);
  else other("lostPage");
}

const AT_ONCE = 120, A_FRAME = 40;

// A form filters the rows it names: words from their start, every other field by the row's data of that name.
function filter(form, wordsOf) {
  const rows = [...document.querySelectorAll(form.dataset.rows)];
  const texts = rows.map((row) => ["", ...wordsOf(row.textContent)].join(" "));
  const groups = [...document.querySelectorAll(form.dataset.groups)];
  const groupOf = rows.map((row) => row.closest(form.dataset.groups));
  const count = form.querySelector("output");
  const fields = [...form.elements].filter((field) => field.name);
  const what = count.value.replace(/^\d+ /, "");
  const viewed = form.querySelector(".fd-view");
  const printed = document.createElement("p");
  printed.className = "fd-filtered";
  form.after(printed);
  const value = (field) => (field.type === "checkbox" ? (field.checked ? field.value : "") : field.value.trim());

  // Not `q`: an address with ?q= opens Material's own search over the page.
  const note = document.createElement("p");
  note.className = "fd-unknown";
  note.setAttribute("role", "status");
  form.append(note);

  function read() {
    const asked = new URLSearchParams(location.search);
    const unknown = [];
    for (const field of fields) {
      const given = asked.get(field.name) ?? "";
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
  let frame;
  function turn(waiting) {
    cancelAnimationFrame(frame);
    for (const row of waiting.splice(0, waiting.length > AT_ONCE ? A_FRAME : AT_ONCE)) row.hidden = !row.hidden;
    if (waiting.length) frame = requestAnimationFrame(() => turn(waiting));
  }

  function apply() {
    const words = wordsOf(form.words.value);
    const others = fields.filter((field) => field !== form.words && value(field));
    let shown = 0;
    const waiting = [], filled = new Set();
    rows.forEach((row, index) => {
      const fits = others.every((field) => row.dataset[field.name] === value(field))
        && words.every((word) => texts[index].includes(` ${word}`));
      shown += fits;
      if (fits) filled.add(groupOf[index]);
      if (row.hidden === fits) waiting.push(row);
    });
    turn(waiting);
    for (const group of groups) {
      group.hidden = !filled.has(group);
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
    learnt ??= import("./names.js").then(({ names }) => names()).then((names) => {
      rows.forEach((row, index) => {
        for (const { href } of row.querySelectorAll("a[href]")) if (names.has(href)) texts[index] += ` ${wordsOf(names.get(href)).join(" ")}`;
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
    for (const row of rows) row.hidden = false; // at once: what is scrolled to must not move
    apply();
    remember();
  };
  viewed.addEventListener("click", () => copy(view(), "The address bar has the link"));
  form.hidden = false;
  read();
  if (form.words.value) learn();
  stick(form);
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

/** Starts the filters of a page, if it has any. */
async function startFilters() {
  if (!filters().length) return;
  const { words } = await import("./words.js");
  filters().forEach((form) => filter(form, words));
}

/** The filter stays in sight where it leaves two thirds of the window to the rows; what is scrolled to ends below it. */
function stick(form) {
  const height = form.isConnected ? form.offsetHeight : 0;
  const sticks = height > 0 && height + 48 < innerHeight / 3;
  form.classList.toggle("fd-sticky", sticks);
  document.documentElement.style.setProperty("--fd-filter", `${sticks ? height : 0}px`);
}

// What counts visitors of other sites is no part of an address that a reader may pass on.
function untracked() {
  const address = new URL(location);
  for (const name of new URLSearchParams(location.search).keys()) {
    if (/^(utm_\w+|fbclid|gclid|msclkid)$/.test(name)) address.searchParams.delete(name);
  }
  if (address.searchParams.size !== new URLSearchParams(location.search).size) history.replaceState(history.state, "", address);
}

// Read from a file, a page can load neither the search nor the chooser, and a link to a folder shows a list of files.
function readFromFiles() {
  document.querySelectorAll(".md-search, .md-header [for=__search]").forEach((each) => each.remove());
  for (const link of document.links) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
}

let shown = null;

function start() {
  shown = location.pathname;
  said(); // a screen reader hears only what changes in a region that was there before
  untracked();
  if (location.protocol === "file:") readFromFiles();
  document.documentElement.style.removeProperty("--fd-filter");
  if (document.querySelector("fd-chooser")) import("./chooser.js").catch(() => {}); // no other page needs it
  if (document.querySelector(".fd-nothing")) missing();
  else startFilters().catch(() => {}).then(arrive);
}

// Material replaces the page's content in place and says so through document$; of a page read from a file it says nothing.
if (window.document$ && location.protocol !== "file:") window.document$.subscribe(start);
else document.addEventListener("DOMContentLoaded", start);
// Material follows a link within the page without a change of the hash; on the way to another page, its anchor is none of ours.
addEventListener("popstate", () => {
  if (location.pathname !== shown) return;
  filters().forEach((form) => form.reread?.());
  arrive();
});
addEventListener("resize", () => filters().forEach(stick));

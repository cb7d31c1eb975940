// Comfort only: every page says the same without this script.

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

// One listener for the whole document survives Material's instant navigation.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  if (!link) return;
  try {
    await navigator.clipboard.writeText(link.href);
    say("Link copied");
  } catch {
    say("The address bar now shows the link");
  }
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

// An anchor that moved leads on to its new place.
function follow() {
  const moved = location.hash && document.querySelector(`.fd-moved li[id="${CSS.escape(location.hash.slice(1))}"] a`);
  if (moved) location.replace(moved.href);
}

// A link to a piece of evidence opens what it is folded into.
function unfold() {
  const target = document.getElementById(location.hash.slice(1));
  target?.closest("details")?.setAttribute("open", "");
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
  const value = (field) => (field.type === "checkbox" ? (field.checked ? field.value : "") : field.value.trim());

  // Not `q`: an address with ?q= opens Material's own search over the page.
  const asked = new URLSearchParams(location.search);
  const unknown = [];
  for (const field of fields) {
    const given = asked.get(field.name) ?? "";
    if (!fill(field, given) && given) unknown.push(`“${given}” (${field.labels[0].textContent.trim()})`);
  }
  const note = document.createElement("p");
  note.className = "fd-unknown";
  note.setAttribute("role", "status");
  note.textContent = unknown.length ? `The address asks for ${unknown.join(" and ")}, which is not here. That part is left out.` : "";
  form.append(note);

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
  }

  const page = location.pathname;
  function remember() {
    if (!form.isConnected || location.pathname !== page) return; // the reader is on the way to another page
    const address = new URL(location);
    for (const field of fields) {
      if (value(field)) address.searchParams.set(field.name, value(field));
      else address.searchParams.delete(field.name);
    }
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
  if (form.words.value) learn();

  let later;
  form.addEventListener("input", () => {
    note.textContent = "";
    apply();
    clearTimeout(later);
    later = setTimeout(remember, 200);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
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
async function filters() {
  const forms = document.querySelectorAll("form[data-rows]");
  if (!forms.length) return;
  const { words } = await import("./words.js");
  forms.forEach((form) => filter(form, words));
}

function start() {
  said(); // a screen reader hears only what changes in a region that was there before
  filters();
  if (document.querySelector("fd-chooser")) import("./chooser.js"); // no other page needs it
  follow();
  unfold();
}

// Material replaces the page's content in place and says so through document$.
if (window.document$) window.document$.subscribe(start);
else document.addEventListener("DOMContentLoaded", start);
addEventListener("hashchange", () => { follow(); unfold(); });

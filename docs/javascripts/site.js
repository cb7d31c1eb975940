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

async function copy(text, otherwise, done = "Link copied") {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
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

document.addEventListener("click", (event) => {
  const file = event.target.closest("[data-copy-file]")?.closest("figure");
  if (file) copy(`${file.querySelector("code:is(pre *)").textContent.trimEnd()}\n`, "The file could not be copied", "File copied");
});

// What a number or a sign stands for, for a pointer: the page itself says it once, for those who listen.
document.addEventListener("mouseover", (event) => {
  const link = event.target.closest(".fd-cites a, .fd-here");
  if (link) link.title = link.matches(".fd-here") ? "Copy the link" : link.getAttribute("aria-label");
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
  const side = target.closest("[data-side]")?.dataset.side; // on a phone one side is shown at a time
  if (side) document.querySelector(`[name="side"][value="${side}"]`).checked = true;
  if (!target.closest("[hidden]")) {
    requestAnimationFrame(() => uncover(target));
    // The filter gets its height, and Material scrolls, when they are ready.
    if (filters().length) setTimeout(() => uncover(target), 300);
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
  const free = bar && !bar.contains(target) ? bar.getBoundingClientRect().bottom : 0;
  if (named() === target.id && (top < free || top > innerHeight - 48)) target.scrollIntoView();
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

/** The filters of a page, if it has any: at once if the address asks for a view, otherwise when one is used. */
async function startFilters() {
  filters().forEach(stick);
  if (location.search) await filterBy(filters());
}

for (const used of ["focusin", "pointerover", "input"]) {
  document.addEventListener(used, (event) => {
    const form = event.target.closest?.("form[data-rows]");
    if (form && !form.reread) filterBy([form]).catch(() => {}); // the rows are all there without it
  });
}

async function filterBy(forms) {
  const page = location.pathname;
  const { filter } = await import("./filter.js");
  if (location.pathname !== page) return; // the reader was quicker
  for (const form of forms) if (!form.reread) filter(form, { copy, named, stick });
}

/** A filter stays in sight where it leaves two thirds of the window to the rows; what is scrolled to ends below it. */
function stick(form) {
  const height = form.isConnected ? form.offsetHeight : 0;
  const sticks = height > 0 && height + 48 < innerHeight / 3;
  form.classList.toggle("fd-sticky", sticks);
  document.documentElement.style.setProperty("--fd-filter", `${sticks ? height : 0}px`);
}

addEventListener("resize", () => filters().forEach(stick));

// What counts visitors of other sites is no part of an address that a reader may pass on.
function untracked() {
  const address = new URL(location);
  for (const name of new URLSearchParams(location.search).keys()) {
    if (/^(utm_\w+|fbclid|gclid|msclkid)$/.test(name)) address.searchParams.delete(name);
  }
  if (address.searchParams.size !== new URLSearchParams(location.search).size) history.replaceState(history.state, "", address);
}

/** What is there for readers without a script, where a script can't be loaded. */
function withoutChooser() {
  document.querySelectorAll("fd-chooser > noscript").forEach((each) => { each.outerHTML = each.textContent; });
}

// Read from a file, a page can load neither the search, a filter nor the chooser, and a link to a folder shows a list of files.
function readFromFiles() {
  document.querySelectorAll(".md-search, .md-header [for=__search], .fd-filter").forEach((each) => each.remove());
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
  if (document.querySelector("fd-chooser")) import("./chooser.js").catch(withoutChooser); // no other page needs it
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
  startFilters().catch(() => {}).then(arrive);
});

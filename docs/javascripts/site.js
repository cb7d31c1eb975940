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

function filter(form) {
  const rows = [...document.querySelectorAll(`#${form.dataset.filter} tbody tr:not(.fd-group)`)];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const groups = [...document.querySelectorAll(`#${form.dataset.filter} tbody`)];
  const count = form.querySelector("output");
  const asked = new URLSearchParams(location.search);
  form.q.value = asked.get("q") ?? "";
  form.differ.checked = asked.get("differ") === "1";

  function apply() {
    const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      const fits = (!form.differ.checked || "differs" in row.dataset) && words.every((word) => texts[index].includes(word));
      if (row.hidden === fits) row.hidden = !fits;
      shown += fits;
    });
    for (const group of groups) group.hidden = !group.querySelector("tr:not(.fd-group):not([hidden])");
    count.value = shown === rows.length ? `${shown} criteria` : `${shown} of ${count.dataset.total} criteria`;
  }

  function remember() {
    const address = new URL(location);
    for (const [name, value] of [["q", form.q.value.trim()], ["differ", form.differ.checked ? "1" : ""]]) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
  }

  let later;
  form.addEventListener("input", () => {
    apply();
    clearTimeout(later);
    later = setTimeout(remember, 200);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
}

function start() {
  document.querySelectorAll("form[data-filter]").forEach(filter);
  follow();
  unfold();
}

// Material replaces the page's content in place and says so through document$.
if (window.document$) window.document$.subscribe(start);
else document.addEventListener("DOMContentLoaded", start);
addEventListener("hashchange", () => { follow(); unfold(); });

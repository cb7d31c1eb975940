// Opens and closes the search. What finds anything is loaded when a reader first uses the field.

{
  const form = document.forms.namedItem("fd-search");
  const toggle = document.getElementById("__search"); // Material's styles show the search while it is checked
  const field = form.elements.namedItem("query");
  const list = form.parentElement.querySelector(".md-search-result__list");
  let results;

  // A click and not `checked`, so that Material learns of it and holds the page behind the results still.
  const show = (wanted) => { if (toggle.checked !== wanted) toggle.click(); };

  function load() {
    results ??= import("./results.js").then(({ Results }) => new Results(form)).catch(() => {
      results = undefined; // the next use tries again
      form.parentElement.querySelector(".md-search-result__meta").textContent = "The search could not be loaded.";
    });
    return results;
  }

  function open() {
    show(true);
    field.focus();
    load();
  }

  field.addEventListener("focus", open);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => field.focus());
  document.querySelector("header label[for=__search]").addEventListener("click", () => field.focus());
  toggle.addEventListener("change", () => {
    list.hidden = !toggle.checked; // what is closed is transparent, and would still be read out
    if (!toggle.checked) closed();
  });
  form.parentElement.addEventListener("click", ({ target }) => { if (target.closest("a")) show(false); });

  /** A closed search is no part of the address. */
  function closed() {
    field.blur();
    const address = new URL(location);
    if (!address.searchParams.has("q")) return;
    address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
  }

  const typing = (element) => element.isContentEditable || element.matches("input, select, textarea");

  addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (toggle.checked) return within(event);
    if (!["/", "s", "f"].includes(event.key) || typing(document.activeElement)) return;
    open();
    field.select();
    event.preventDefault();
  });

  /** Escape closes, the arrows and Tab go through the field and the results, Enter in the field opens the first. */
  function within(event) {
    const stops = [field, ...form.parentElement.querySelectorAll(".md-search-result__link, .fd-more-results")];
    const at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? (event.key === "Tab" ? (event.shiftKey ? -1 : 1) : 0);
    if (event.key === "Escape" || (event.key === "Tab" && !event.shiftKey && at === stops.length - 1)) show(false);
    else if (step) stops[(at + step + stops.length) % stops.length].focus();
    else if (event.key === "Enter" && at === 0) stops[1]?.click();
    else return;
    event.preventDefault();
  }

  /** Opens the search with these words. */
  function ask(words) {
    field.value = words;
    open();
    field.dispatchEvent(new Event("input")); // what is loaded already looks again
  }

  // A link with ?q= opens the search with these words. One on a page that says so opens it at once, on that page.
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) ask(asked);
  addEventListener("click", (event) => {
    const link = event.target.closest("a[data-search]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    ask(link.textContent);
    event.preventDefault();
    event.stopPropagation(); // the theme would load the first page
  }, true);
}

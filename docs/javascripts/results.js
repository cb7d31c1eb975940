// Shows what the search finds. Loaded with the search's first file when the field is used; the second file follows.

import { Index } from "./ranking.js";
import { nearly, words } from "./words.js";

const ROOT = new URL("..", import.meta.url);
const AT_ONCE = 12;
const LONG = 220;
const PART = 250;

async function read(name) {
  const answer = await fetch(new URL(`search/${name}.json`, ROOT));
  if (!answer.ok) throw new Error(`search/${name}.json: ${answer.status}`);
  return answer.json();
}

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A text with the words that were asked for marked in it. */
function marked(text, asked) {
  const fits = (word) => asked.some((each) => word.startsWith(each) || (each.length > 4 && nearly(each, word)));
  return text.split(/([\p{L}\p{N}]+)/u).map((part, at) => (at % 2 && words(part).some(fits) ? make("mark", {}, part) : part));
}

/** The piece of a text around the first word that was asked for. */
function piece(text, asked) {
  if (text.length <= LONG) return text;
  const found = [...text.matchAll(/[\p{L}\p{N}]+/gu)].find(([word]) => words(word).some((each) => asked.includes(each)));
  const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, (found?.index ?? 0) - LONG / 3)));
  const end = text.lastIndexOf(" ", start + LONG);
  return `${start ? "…" : ""}${text.slice(start, end)}…`;
}

export class Results {
  constructor(form) {
    this.field = form.elements.namedItem("query");
    this.meta = form.parentElement.querySelector(".md-search-result__meta");
    this.list = form.parentElement.querySelector(".md-search-result__list");
    this.start = this.meta.textContent;
    this.index = new Index();
    this.field.addEventListener("input", () => this.show());
    form.addEventListener("reset", () => setTimeout(() => this.show()));
    this.meta.textContent = "Loading the search";
    this.load();
  }

  async load() {
    try {
      await this.take("first");
      await this.take("more");
    } catch {
      this.meta.textContent = "The search could not be loaded. Check your connection and reload the page.";
    }
  }

  /** Takes a file of the search. */
  async take(name) {
    await this.part(await read(name));
    this.loaded = name;
    if (!this.list.contains(document.activeElement)) this.show(); // a reader among the results keeps the place
  }

  /** Takes entries in parts, so that a key press between them does not wait. */
  async part({ everywhere, instead, entries }) {
    this.index.add({ everywhere, instead, entries: entries.slice(0, PART) });
    await new Promise((done) => { setTimeout(done); });
    if (entries.length > PART) await this.part({ everywhere: [], instead: [], entries: entries.slice(PART) });
  }

  show() {
    const typed = this.field.value.trim();
    const found = this.index.find(typed);
    const asked = words(typed);
    this.list.replaceChildren(...found.slice(0, AT_ONCE).map((entry) => this.item(entry, asked)));
    this.more(found.slice(AT_ONCE), asked);
    if (!typed) this.meta.textContent = this.start;
    else if (found.length || this.loaded === "more") this.meta.textContent = `${found.length || "No"} result${found.length === 1 ? "" : "s"}`;
    else this.meta.textContent = "Searching";
  }

  item({ kind, address, within, title, text }, asked) {
    const head = make("h2", {}, ...marked(title, asked));
    const from = make("p", { class: "fd-found-in" }, kind === "claim" ? `Claim under “${within}”` : kind === "statement" ? `${within} says` : within);
    const said = text ? [make("p", {}, ...marked(piece(text, asked), asked))] : [];
    const article = make("article", { class: "md-search-result__article md-typeset" }, from, head, ...said);
    return make("li", { class: "md-search-result__item" },
      make("a", { class: "md-search-result__link", href: new URL(address, ROOT), tabindex: "-1" }, article));
  }

  /** The rest waits behind a button. */
  more(rest, asked) {
    if (!rest.length) return;
    const button = make("button", { class: "fd-more-results", type: "button", tabindex: "-1" }, `Show ${Math.min(rest.length, AT_ONCE)} more of ${rest.length}`);
    const item = make("li", { class: "md-search-result__item" }, button);
    button.addEventListener("click", () => {
      item.remove();
      const next = rest.slice(0, AT_ONCE).map((entry) => this.item(entry, asked));
      this.list.append(...next);
      this.more(rest.slice(AT_ONCE), asked);
      next[0].firstChild.focus();
    });
    this.list.append(item);
  }
}

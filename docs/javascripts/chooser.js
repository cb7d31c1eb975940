// One question at a time. The page's link is the state: nothing else is stored, and no answer is sent.
import { EVERY, load, one, parts } from "./parts.js";
import { NOT_SURE, format, kept, otherwise, parse, remaining, unsure, walk } from "./walk.js";

/** An element; texts are set as text, with what stands in backticks as code. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null));
  return element;
}
const words = (text) => text.split(/`([^`]+)`/).map((part, n) => (n % 2 ? make("code", {}, part) : part));
const plain = (text) => text.replaceAll("`", "");
const button = (text, data) => make("button", { type: "button", ...data }, text);

/** The tree as it is written in the page, where claims are by their page, and answers and rules name one by its place. */
function read(text) {
  const tree = JSON.parse(text);
  const written = Object.entries(tree.claims).flatMap(([page, claims]) => Object.entries(claims).map(([id, of]) => [id, page, of]));
  tree.claims = Object.fromEntries(written.map(([id, page, [says, ...keys]]) => [id, { says, page, keys }]));
  const ids = Object.keys(tree.claims);
  const named = [...tree.rules, ...Object.values(tree.questions).flatMap(({ options }) => options)];
  for (const each of named) each.claims = each.claims.map((place) => ids[place]);
  return tree;
}

const MOST_OPEN = 2, MOST_ENDS = 3;

// Material puts the whole page in place anew at the first step back: what had the focus must get it again.
let stepped = null;

class Chooser extends HTMLElement {
  connectedCallback() {
    this.leave = new AbortController();
    const { signal } = this.leave;
    this.tree ??= read(this.querySelector("template").content.textContent);
    this.page = location.pathname;
    this.stage = make("div", { class: "fd-stage" });
    this.querySelector(".fd-stage, noscript")?.replaceWith(this.stage);
    this.addEventListener("submit", (event) => { event.preventDefault(); this.answer(); }, { signal });
    this.addEventListener("click", (event) => this.act(event), { signal });
    // An anchor on this page is no step, and another page's address is none of ours.
    addEventListener("popstate", () => {
      if (location.pathname !== this.page || location.search === this.search) return;
      stepped = location.href;
      this.walked = true;
      this.open(true);
    }, { signal });
    this.open(stepped === location.href);
    // Material sets the page's title only after it has put the page in place.
    queueMicrotask(() => { this.pageTitle = document.title; this.entitle(); });
  }

  disconnectedCallback() { this.leave.abort(); }

  /** Show what the address says. */
  open(focus) {
    const { answers, change, dropped, version, old } = parse(this.tree, location.search);
    const notices = [];
    if (old) notices.push(`This link was made for version ${version.slice(0, 20)} of the questions; this is version ${this.tree.version}. Check the answers below.`);
    if (dropped.length) notices.push(`Left out, because these questions do not ask for it: ${dropped.slice(0, 5).map((each) => each.slice(0, 60)).join(", ")}${dropped.length > 5 ? " and more" : ""}.`);
    this.answers = answers;
    if (notices.length) history.replaceState(history.state, "", this.page + format(this.tree, answers, change));
    this.show(change, focus, notices);
    // The questions above a place that the address names have moved it; a step back returns to where the reader was.
    if (!focus) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }

  /** Go on to these answers, as a new entry of the history. */
  go(answers, change = null, notices = []) {
    this.answers = answers;
    this.walked = true;
    if (answers.size) load(EVERY).catch(() => {});
    const search = format(this.tree, answers, change);
    if (search !== location.search || location.hash) history.pushState(null, "", this.page + search);
    stepped = location.href;
    this.show(change, true, notices);
  }

  show(change, focus, notices) {
    const walked = walk(this.tree, this.answers);
    this.search = location.search;
    this.asked = change ?? walked.question;
    this.earlier = walked.asked.slice(0, change ? walked.asked.indexOf(change) : undefined);
    this.dataset.at = this.asked ? "question" : "result";
    this.stage.replaceChildren(
      // It is there before it has words, so that a screen reader hears them.
      make("div", { class: "fd-notices", role: "status" }, notices.map((text) => make("p", {}, text))),
      this.chips(walked.asked),
      ...(this.asked ? this.question(change) : this.result(walked)),
    );
    this.failed = false;
    this.entitle();
    if (focus) this.querySelector("h2").focus();
  }

  entitle() {
    if (!this.pageTitle) return;
    const head = this.answers.size ? `${this.querySelector("h2").textContent} - ${this.pageTitle}` : this.pageTitle;
    document.title = this.failed ? `Error: ${head}` : head;
  }

  label(question, option) {
    const { options } = this.tree.questions[question];
    return option === NOT_SURE ? "Not sure" : options.find((each) => each.id === option).label;
  }

  /** The answer given, in words. */
  said(question) { return this.label(question, this.answers.get(question)); }

  chips(asked) {
    if (!asked.length) return "";
    const items = asked.map((question) => make("li", {},
      make("span", { class: "fd-chip-question" }, words(this.tree.questions[question].question)), " ",
      make("strong", {}, words(this.said(question))), " ",
      button("Change", { "data-change": question, "aria-label": `Change: ${plain(this.tree.questions[question].question)}` })));
    return make("ol", { class: "fd-chips", "aria-label": "Your answers" }, items);
  }

  question(change) {
    const { question, why, criterion, options } = this.tree.questions[this.asked];
    const most = remaining(this.tree, this.answers) - 1;
    const progress = change ? "Your other answers are kept where they still apply." : most ? `Up to ${most} more after this.` : "The last question.";
    const radio = (id, text, hint = null) => make("label", { class: "fd-option" },
      make("input", { type: "radio", name: this.asked, value: id, checked: change !== null && this.answers.get(this.asked) === id }),
      make("span", {}, words(text), hint));
    return [make("form", { novalidate: true },
      this.earlier.length ? button("Back", { "data-back": true, class: "fd-back" }) : "",
      make("p", { class: "fd-progress" }, `Question ${this.earlier.length + 1}. ${progress}`),
      make("fieldset", { "aria-describedby": "fd-hint" },
        make("legend", {}, make("h2", { tabindex: "-1" }, words(question))),
        make("p", { id: "fd-hint", class: "fd-why" }, words(why), " ",
          make("a", { href: criterion }, "The facts"), " · ", make("a", { href: `tree/#q-${this.asked}` }, "The claims behind each answer")),
        options.map((option) => radio(option.id, option.label)),
        radio(NOT_SURE, "Not sure", make("span", { class: "fd-of" }, " decides nothing"))),
      make("p", { class: "fd-buttons" }, make("button", { class: "fd-continue" }, "Continue")))];
  }

  answer() {
    const chosen = this.querySelector("input:checked");
    if (!chosen) return this.refuse();
    const answers = new Map(this.answers).set(this.asked, chosen.value);
    const still = kept(this.tree, answers);
    const lost = [...answers.keys()].filter((each) => !still.has(each)).map((each) => plain(this.tree.questions[each].question));
    return this.go(still, null, lost.length ? [`No longer asked, so left out: ${lost.join(" ")}`] : []);
  }

  refuse() {
    const text = "Choose an answer. “Not sure” is one.";
    if (!this.failed) {
      this.failed = true;
      const fields = this.querySelector("fieldset");
      this.querySelector("form").prepend(make("div", { class: "fd-wrong", role: "alert", tabindex: "-1" },
        make("a", { href: "#fd-error", "data-first": true }, text)));
      fields.querySelector("label").before(make("p", { id: "fd-error", class: "fd-error" }, make("span", {}, "Error: "), text));
      fields.setAttribute("aria-describedby", "fd-hint fd-error");
      this.entitle();
    }
    this.querySelector(".fd-wrong").focus();
  }

  result({ rule, asked }) {
    const { tree } = this;
    const { questions, then, because, claims } = tree.rules[rule];
    const { title, summary } = tree.outcomes[then];
    const rests = [...new Set([...claims, ...questions.flatMap((question) => this.rests(question))])];
    const shown = make("section", { class: "fd-result", "aria-label": "Result" },
      button("Back", { "data-back": true, class: "fd-back" }),
      make("p", { class: "fd-progress" }, `After ${asked.length} answer${asked.length === 1 ? "" : "s"}, the advice is`),
      make("h2", { tabindex: "-1" }, words(title)),
      make("p", { class: "fd-summary" }, words(summary)),
      ...this.stillOpen(),
      make("h3", {}, "Decided by"),
      questions.length ? make("ul", { class: "fd-decided" }, questions.map((question) => make("li", {},
        words(tree.questions[question].question), " ", make("strong", {}, words(this.said(question)))))) : make("p", {}, "No single answer: it is a tie."),
      make("p", { class: "fd-because" }, words(because)),
      make("h3", {}, "The claims behind it"),
      make("ul", { class: "fd-rests-on" }, rests.map((id) => this.claim(id))));
    this.complete(shown, then, [
      make("h3", {}, "What would change it"), this.changes(),
      make("p", { class: "fd-buttons" }, button("Copy link", { "data-link": true }), button("Copy as Markdown", { "data-markdown": true }),
        button("Print", { "data-print": true }), button("Start again", { "data-again": true }),
        make("span", { class: "fd-done", role: "status" })),
      make("p", { class: "fd-on-paper" }, `${this.address()} Version ${tree.version} of the questions.`)]);
    return [shown];
  }

  /** Add an outcome's part and what follows it: at once if it is here, otherwise below what is read meanwhile. */
  complete(shown, outcome, rest) {
    if (parts.has(outcome)) return shown.append(this.part(outcome), ...rest);
    const waiting = make("p", { class: "fd-waiting" }, "The first steps are being fetched.");
    const missing = () => make("p", { class: "fd-notices" }, "The best case against it and the first steps could not be fetched. ",
      make("a", { href: `outcomes/#o-${outcome}` }, "They are on the page of every outcome"), ".");
    shown.append(waiting);
    return load(this.walked ? EVERY : one(outcome)).then(() => this.part(outcome)).catch(missing).then((part) => {
      waiting.replaceWith(part, ...rest);
      if (!this.walked) document.getElementById(location.hash.slice(1))?.scrollIntoView();
    });
  }

  /** An outcome's part, without the notes that these answers do not ask for. */
  part(outcome) {
    const part = document.importNode(parts.get(outcome), true);
    for (const each of part.querySelectorAll("[data-when]")) if (!this.fits(each.dataset.when)) each.remove();
    for (const each of part.querySelectorAll(".fd-noted")) if (!each.querySelector("dt")) each.remove();
    return part;
  }

  /** The link to these answers, without an anchor or what a search added. */
  address() { return new URL(this.page + format(this.tree, this.answers), location.href).href; }

  /** What the answers leave open, the two questions that matter most. */
  toFindOut() { return unsure(this.tree, this.answers).slice(0, MOST_OPEN).map((question) => this.tree.questions[question].question); }

  stillOpen() {
    const questions = this.toFindOut();
    return questions.length ? [make("h3", {}, "Find this out: it would change the answer"),
      make("ul", { class: "fd-open" }, questions.map((question) => make("li", {}, words(question))))] : [];
  }

  /** Whether the answers are those of a line such as `admin=staff accounts=public|mixed`. */
  fits(when) {
    return when.split(" ").map((line) => line.split("=")).every(([question, options]) => options.split("|").includes(this.answers.get(question)));
  }

  rests(question) {
    return this.tree.questions[question].options.find((each) => each.id === this.answers.get(question)).claims;
  }

  claim(id) {
    const { says, page, keys } = this.tree.claims[id];
    return make("li", {}, make("a", { href: `${page}#${id}` }, words(says)), " ", keys.map((key) => {
      const [name, open] = key.split(/(\?)/);
      const text = this.tree.keys[name];
      return [make("span", { class: `fd-key fd-key--${name}${open ? " fd-key--open" : ""}` }, open ? `${text}, not yet checked` : text), " "];
    }));
  }

  /** Where an answer in place of the one given would lead, in words. */
  to(outcomes) {
    const titles = outcomes.map((outcome) => plain(this.tree.outcomes[outcome].title));
    return titles.length > MOST_ENDS ? `One of ${titles.length} outcomes, after more questions` : titles.join(", or ");
  }

  /** A small table for each question: its other answers, and where each would lead when all else stays. */
  changes() {
    const { then } = this.tree.rules[walk(this.tree, this.answers).rule];
    const small = otherwise(this.tree, this.answers).map(([question, rows]) => make("table", { class: "fd-otherwise" },
      make("caption", {}, words(this.tree.questions[question].question), " You said: ", make("strong", {}, words(this.said(question)))),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "If it were"), make("th", { scope: "col" }, "the advice would be"))),
      make("tbody", {}, rows.map(([option, ends]) => make("tr", {},
        make("th", { scope: "row" }, make("a", { href: format(this.tree, kept(this.tree, new Map(this.answers).set(question, option))), "data-step": true }, words(this.label(question, option)))),
        ends.length === 1 && ends[0] === then ? make("td", { class: "fd-same" }, "the same") : make("td", {}, this.to(ends)))))));
    return make("div", { class: "fd-changes" }, small);
  }

  /** The best case against an outcome as Markdown, or where it is. */
  against(outcome) {
    const [, ...said] = parts.get(outcome)?.querySelector(".fd-against p").childNodes ?? [];
    if (!said.length) return `<${new URL(`outcomes/#o-${outcome}`, location.href)}>`;
    return said.map((part) => (part.nodeName === "CODE" ? `\`${part.textContent}\`` : part.textContent)).join("").trim();
  }

  /** The result as a record of a decision. */
  markdown() {
    const { tree } = this;
    const { rule, asked } = walk(tree, this.answers);
    const { then, because, claims } = tree.rules[rule];
    const { title, summary } = tree.outcomes[then];
    const lines = (items) => items.map((item) => `- ${item}`).join("\n");
    return [`# Web framework: ${title}`, "## Context",
      lines(asked.map((question) => `${tree.questions[question].question} **${this.said(question)}**`)),
      ...(this.toFindOut().length ? ["## To find out", lines(this.toFindOut())] : []),
      "## Decision", `${summary} ${because}`, "## Claims",
      lines(claims.map((id) => `${tree.claims[id].says} (<${new URL(`${tree.claims[id].page}#${id}`, location.href)}>)`)),
      "## The best case against it", this.against(then), "## What would change it",
      lines(otherwise(tree, this.answers).flatMap(([question, rows]) => rows.filter(([, ends]) => ends.length > 1 || ends[0] !== then)
        .map(([option, ends]) => `${tree.questions[question].question} ${this.label(question, option)}: ${this.to(ends)}`))) || "- No other answer to one question alone.",
      `Made with the chooser of <${this.address()}>, version ${tree.version} of its questions.`, ""].join("\n\n");
  }

  async copy(text, done) {
    const status = this.querySelector(".fd-done");
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = done;
    } catch {
      this.querySelector(".fd-copy")?.remove();
      const field = make("textarea", { class: "fd-copy", readonly: true, rows: "8", "aria-label": "To copy" });
      field.value = text;
      status.parentElement.after(field);
      field.select();
      status.textContent = "Copy it from the field below.";
    }
  }

  act(event) {
    const target = event.target.closest("button, a");
    if (!target) return;
    const { change, back, again, link, markdown, print, step, first } = target.dataset;
    if (change) this.go(this.answers, change);
    else if (back !== undefined) this.go(this.answers, this.earlier.at(-1));
    else if (again !== undefined) this.go(new Map());
    else if (link !== undefined) this.copy(this.address(), "Link copied");
    else if (markdown !== undefined) this.copy(this.markdown(), "Markdown copied");
    else if (print !== undefined) window.print();
    else if (first !== undefined) this.querySelector("input").focus();
    else if (step !== undefined && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.go(parse(this.tree, target.search).answers);
    else return;
    event.preventDefault();
    event.stopPropagation(); // Material takes a link to the same page for no navigation at all, and goes back
  }
}

customElements.define("fd-chooser", Chooser);

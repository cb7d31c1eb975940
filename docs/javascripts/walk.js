// The walk through the chooser: pure, and step by step the same as macros/walk.py. `answers` is a Map of question to option.

export const NOT_SURE = "not-sure";
const OWN = ["v", "change"];
const OF_THE_SEARCH = ["q", "h"]; // Material adds these to addresses

/** What an answer counts as. */
export function counted(tree, question, option) {
  return option === NOT_SURE ? tree.questions[question].notSure : option;
}

/** The first rule whose every line fits decides; the first line without an answer is asked. */
export function walk(tree, answers) {
  const asked = [];
  for (const [number, rule] of tree.rules.entries()) {
    let fits = true;
    for (const [question, options] of rule.when) {
      if (!answers.has(question)) return { asked, question, rule: null };
      if (!asked.includes(question)) asked.push(question);
      fits = options.includes(counted(tree, question, answers.get(question)));
      if (!fits) break;
    }
    if (fits) return { asked, question: null, rule: number };
  }
  return { asked, question: null, rule: null };
}

const options = (tree, question) => tree.questions[question].options.map((option) => option.id);
const outcome = (tree, position) => (position.rule === null ? null : tree.rules[position.rule].then);

/** What is left to decide: the rules that can still fit, with their open lines. Equal texts go on alike. */
function situation(tree, answers) {
  const left = [];
  for (const [number, { when }] of tree.rules.entries()) {
    if (when.some(([question, among]) => answers.has(question) && !among.includes(counted(tree, question, answers.get(question))))) continue;
    const open = when.filter(([question]) => !answers.has(question));
    left.push([number, open.map(([question]) => question)]);
    if (!open.length) break;
  }
  return JSON.stringify(left);
}

const longest = new WeakMap();

/** The most questions that can still follow, the one asked now included. */
export function remaining(tree, answers) {
  const { question } = walk(tree, answers);
  if (question === null) return 0;
  if (!longest.has(tree)) longest.set(tree, new Map());
  const known = longest.get(tree);
  const here = situation(tree, answers);
  if (!known.has(here)) {
    const follow = options(tree, question).map((option) => remaining(tree, new Map(answers).set(question, option)));
    known.set(here, 1 + Math.max(...follow));
  }
  return known.get(here);
}

/** Each answer asked for, changed alone: what leads to another outcome, or to a question not yet answered. */
export function tips(tree, answers) {
  const position = walk(tree, answers);
  return position.asked.flatMap((question) => options(tree, question)
    .filter((option) => option !== counted(tree, question, answers.get(question)))
    .map((option) => ({ question, option, position: walk(tree, new Map(answers).set(question, option)) }))
    .filter((tip) => tip.position.rule === null || outcome(tree, tip.position) !== outcome(tree, position)));
}

/** Only the answers that were asked for, once an outcome is reached; before that, all of them may still apply. */
export function kept(tree, answers) {
  const { asked, question } = walk(tree, answers);
  return question === null ? new Map(asked.map((each) => [each, answers.get(each)])) : answers;
}

/** The address's query: the tree's version, the answers in the order asked, then those that wait; perhaps a change. */
export function format(tree, answers, change = null) {
  const { asked } = walk(tree, answers);
  const waiting = Object.keys(tree.questions).filter((each) => answers.has(each) && !asked.includes(each));
  if (!answers.size) return "";
  const query = new URLSearchParams({ v: tree.version });
  for (const question of [...asked, ...waiting]) query.set(question, answers.get(question));
  if (change) query.set("change", change);
  return `?${query}`;
}

/** What an address says: the answers this tree knows, the question being changed, and what had to be dropped. */
export function parse(tree, search) {
  const query = new URLSearchParams(search);
  const answers = new Map();
  const dropped = [];
  for (const [name, value] of query) {
    if (OWN.includes(name) || OF_THE_SEARCH.includes(name)) continue;
    const known = Object.hasOwn(tree.questions, name) && [...options(tree, name), NOT_SURE].includes(value);
    if (known && !answers.has(name)) answers.set(name, value);
    else dropped.push(`${name}=${value}`);
  }
  const still = kept(tree, answers);
  for (const [name, value] of answers) if (!still.has(name)) dropped.push(`${name}=${value}`);
  const change = query.get("change");
  const changing = walk(tree, still).asked.includes(change) ? change : null;
  const version = query.get("v");
  return { answers: still, change: changing, dropped, version, old: version !== null && version !== tree.version };
}

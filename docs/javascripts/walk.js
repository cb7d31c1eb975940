// The walk through the chooser's steps, which macros/walk.py unfolds from the rules. `answers` is a Map of question to option.

export const NOT_SURE = "not-sure";
const OWN = ["v", "change"];
const OF_OTHERS = /^(?:[qh]|utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|igshid)$/; // Material's search and trackers add these

/** Every answer that a question takes; "not sure" is the last, as in the leads of a step, and decides nothing. */
const options = (tree, question) => [...tree.questions[question].options.map((option) => option.id), NOT_SURE];
const outcome = (tree, { rule }) => (rule === null ? null : tree.rules[rule].then);

/** Follow the answers from a step to the first question without one, or to the rule; a lead after the last step is a rule. */
export function walk(tree, answers, first = 0) {
  const asked = [];
  let step = first;
  while (step < tree.steps.length) {
    const [question, leads] = tree.steps[step];
    if (!answers.has(question)) return { asked, question, rule: null, leads };
    asked.push(question);
    step = leads[options(tree, question).indexOf(answers.get(question))];
  }
  return { asked, question: null, rule: step - tree.steps.length, leads: [] };
}

/** The most questions that can still follow, the one asked now included; those answered before they are asked do not count. */
export function remaining(tree, answers, step = 0) {
  const { question, leads } = walk(tree, answers, step);
  return question === null ? 0 : 1 + Math.max(...[...new Set(leads)].map((lead) => remaining(tree, answers, lead)));
}

/** Every outcome that these answers can still lead to, "not sure" among the answers that follow. */
export function reach(tree, answers) {
  const outcomes = new Set();
  const follow = (step) => {
    const { question, rule, leads } = walk(tree, answers, step);
    if (question === null) outcomes.add(tree.rules[rule].then);
    else [...new Set(leads)].forEach(follow);
  };
  follow(0);
  return [...outcomes];
}

/** For each question asked, each of its other options, with the outcomes that it would lead to when all else stays. */
export function otherwise(tree, answers) {
  return walk(tree, answers).asked.map((question) => [question, options(tree, question)
    .filter((option) => option !== NOT_SURE && option !== answers.get(question))
    .map((option) => [option, reach(tree, new Map(answers).set(question, option))])]);
}

/** Each answer asked for, changed alone: what leads to another outcome, or to a question not yet answered. */
export function tips(tree, answers) {
  const position = walk(tree, answers);
  return position.asked.flatMap((question) => options(tree, question)
    .filter((option) => option !== NOT_SURE && option !== answers.get(question))
    .map((option) => ({ question, option, position: walk(tree, new Map(answers).set(question, option)) }))
    .filter((tip) => tip.position.rule === null || outcome(tree, tip.position) !== outcome(tree, position)));
}

/** The questions answered "not sure" that another answer would end elsewhere; first those with most such answers. */
export function unsure(tree, answers) {
  const leads = new Map();
  for (const { question, position } of tips(tree, answers)) {
    if (answers.get(question) === NOT_SURE) leads.set(question, (leads.get(question) ?? 0) + (position.rule === null ? 0 : 1));
  }
  return [...leads.keys()].toSorted((one, other) => leads.get(other) - leads.get(one));
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
  for (const [name, written] of query) {
    if (OWN.includes(name) || OF_OTHERS.test(name)) continue;
    const value = written.replace(/\.+$/, ""); // of the sentence that the link ended
    const known = Object.hasOwn(tree.questions, name) && options(tree, name).includes(value);
    if (known && !answers.has(name)) answers.set(name, value);
    else dropped.push(`${name}=${value}`);
  }
  const still = kept(tree, answers);
  for (const [name, value] of answers) if (!still.has(name)) dropped.push(`${name}=${value}`);
  const change = query.get("change");
  const changing = walk(tree, still).asked.includes(change) ? change : null;
  const version = query.get("v")?.replace(/\.+$/, "") ?? null;
  return { answers: still, change: changing, dropped, version, old: version !== null && version !== tree.version };
}

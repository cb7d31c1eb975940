// What the search finds, and in which order. Knows no page: entries in, entries out.

import { nearly, stem, together, words } from "./words.js";

// Words that tell nothing, and words of everything, which tell little beside others.
const IDLE = new Set(words(`a an and any are at be best between by can come could do does easily easy even ever fail failed find finding for found from
  get give good has have how i if in include included is issue it its just like long me more most much my need not of on one only or our
  possible problem really should so still supported take than that the their then there they this to too use using versus vs want was way
  we well what when where which who why will with without working would you your better difference compare comparison after`));
const FAINT = new Set(words(`add app application basic best build choose code connect create custom customize developer development enable example
  explain feature flow framework guide handle handling implement kind library management package platform practice programming project run
  set setup show simple site support system tool type web website write`));
const FAINTLY = 0.4;
const YEAR = /^20\d\d$/; // "in 2026" is typed of everything
const RARE = 4; // a word in fewer criteria tells no more

// Criteria and what leads to them, then claims, then what others wrote. What is in front of the others whatever fits better
// is a whole step above them; a page or a term comes before a criterion that only mentions its name.
const STEP = 20;
const BELOW = {
  criterion: 0, page: 5.5, term: 8, outcome: 5.5, question: 5.5, choice: 5.5,
  claim: STEP, section: STEP, source: 2 * STEP, situation: 2 * STEP, article: 3 * STEP, statement: 3 * STEP,
};
const OURS = new Set(["criterion", "claim", "statement"]); // an id of these, typed whole, means it
const [IS_ID, IS_NAME] = [1000, 950]; // a criterion's name comes before a statement's id, and after a claim's
const LED = STEP / 2; // a criterion that only its claims lead to: below those that have the words, above the claims

// How well a word fits, and what a place has for it.
const EXACT = 1, FORM = 0.9, BEGINS = 0.75, BESIDE = 0.6; // of a known word, longer ones that begin with it mean less
const IN_TEXT = 0.25;
const EQUAL = 1.2, REORDERED = 0.8; // added to a name that is what was typed, or has its words in another order
const [LATER, LAST] = [1 / 60, 12]; // taken from each further name, up to the twelfth
const MANY = 4; // names with a word, as a power of two: more of them say no more
const CALLED = 0.5; // of the weight of what was typed: a place whose names have that much is meant
const WHOLE = 0.25; // added to a name that is in what was typed as a whole

/** Words that tell one place from another; those that every page has only if there are no others. */
function telling(all, everywhere) {
  const busy = all.filter((word) => !IDLE.has(word) && !YEAR.test(word));
  const rare = busy.filter((word) => !everywhere.has(word));
  return rare.length ? rare : all;
}

/** Words with a hyphen as they are written without it. */
const hyphened = (text) => (text.match(/\w+(?:-\w+)+/g) ?? []).map((each) => together(words(each)));

export class Index {
  constructor() {
    this.entries = [];
    this.places = new Map(); // address -> the entry's number
    this.known = new Map(); // word -> numbers of the entries that have it
    this.criteria = 0; // how many there are
    this.common = new Map(); // word -> how many criteria have it
    this.weights = new Map(); // word -> how much it tells
    this.stems = new Map(); // stem -> words
    this.meanings = new Map(); // typed word -> what it can mean, until more is known
    this.everywhere = new Set();
    this.instead = new Map(); // what the site's texts don't say, written together -> the words they use
  }

  /** Takes what a file of the search holds. */
  add({ everywhere, instead, entries }) {
    this.meanings.clear();
    this.weights.clear();
    for (const word of everywhere) this.everywhere.add(word);
    for (const [avoided, better] of instead) this.instead.set(together(words(avoided)), words(better));
    for (const [kind, address, within, title, names, text, row] of entries) this.hold({ kind, address, within, title, names, text, row });
  }

  hold(entry) {
    if (!entry.title) return this.further(this.places.get(entry.address), entry.text);
    const number = this.entries.push(entry) - 1;
    this.places.set(entry.address, number);
    entry.id = entry.address.split("#")[1] ?? "";
    const named = [entry.title, ...entry.names, entry.id.replaceAll("-", " ")].filter(Boolean); // a page has no id
    entry.calls = named.map((name) => {
      const whole = words(name);
      const joined = together(whole);
      const told = telling(whole, this.everywhere);
      return { told, sorted: together(told.toSorted()), all: new Set([...whole, ...hyphened(name), ...(whole.length < 4 ? [joined] : [])]), joined };
    });
    entry.said = new Set();
    for (const word of new Set(entry.calls.flatMap(({ all }) => [...all]))) this.learn(word, number);
    this.say(number, entry.text);
    if (entry.kind === "criterion") this.count(entry);
  }

  /** What the second file adds to an entry of the first. */
  further(number, text) {
    this.entries[number].text ||= text;
    this.say(number, text);
  }

  count({ calls, said }) {
    this.criteria += 1;
    for (const word of new Set([...calls.flatMap(({ all }) => [...all]), ...said])) this.common.set(word, (this.common.get(word) ?? 0) + 1);
  }

  /** How much a word tells: the fewer criteria have it, the more. */
  weight(word) {
    if (!this.weights.has(word)) {
      const rare = Math.log(1 + this.criteria / Math.max(RARE, this.common.get(word) ?? 0));
      this.weights.set(word, FAINT.has(word) ? FAINTLY * rare : rare);
    }
    return this.weights.get(word);
  }

  /** The same for all that a typed word can mean; one that is nowhere tells nothing. */
  weigh(meaning) {
    if (!meaning.size) return 0;
    const exact = [...meaning].filter(([, fit]) => fit > BEGINS).map(([word]) => word);
    return Math.min(...(exact.length ? exact : [...meaning.keys()]).map((word) => this.weight(word)));
  }

  /** What an entry says, as far as it was not known yet. */
  say(number, text) {
    const { said, calls } = this.entries[number];
    for (const word of [...words(text), ...hyphened(text)]) {
      if (said.has(word)) continue;
      said.add(word);
      if (!calls.some(({ all }) => all.has(word))) this.learn(word, number);
    }
  }

  learn(word, number) {
    if (!this.known.has(word)) {
      this.known.set(word, []);
      const root = stem(word);
      if (!this.stems.has(root)) this.stems.set(root, []);
      this.stems.get(root).push(word);
    }
    this.known.get(word).push(number);
  }

  /** Every known word that a typed one can mean, with how well it fits. */
  meant(typed) {
    if (this.meanings.has(typed)) return this.meanings.get(typed);
    const found = new Map();
    const [start, fit] = [/^\d$/.test(typed) ? `${typed}.` : typed, this.known.has(typed) ? BESIDE : BEGINS]; // Django 5 begins 5.2
    if (start.length > 1) for (const word of this.known.keys()) if (word.startsWith(start)) found.set(word, fit);
    for (const word of this.stems.get(stem(typed)) ?? []) found.set(word, FORM);
    if (this.known.has(typed)) found.set(typed, EXACT);
    this.meanings.set(typed, found);
    return found;
  }

  /** A word as it is known: one with a single wrong letter is taken for the most frequent that it can be. */
  right(typed) {
    if (typed.length < 5 || this.meant(typed).size) return typed;
    const near = [...this.known.keys()].filter((word) => nearly(typed, word));
    return near.toSorted((a, b) => this.known.get(b).length - this.known.get(a).length)[0] ?? typed;
  }

  /** The entries that fit what was typed, the best first. */
  find(typed) {
    const whole = words(typed).map((word) => this.right(word));
    if (!whole.length) return [];
    const points = new Map();
    const id = /^\s*#?[\w-]+\s*$/.test(typed) ? together(whole) : "";
    for (const asked of [...this.ways(whole), ...this.better(whole)]) {
      for (const [entry, sum] of this.fitting(asked, id)) if (sum > (points.get(entry) ?? 0)) points.set(entry, sum);
    }
    return [...points].toSorted((a, b) => b[1] - a[1]).map(([entry]) => entry);
  }

  /** What was typed, and the same with two neighbours written together where that is a word: web sockets. */
  * ways(whole) {
    yield whole;
    for (let at = 1; at < whole.length; at += 1) {
      const joined = whole[at - 1] + whole[at];
      if (this.known.has(joined)) yield whole.toSpliced(at - 1, 2, joined);
    }
  }

  /** What was typed in the words that the site's texts use: log in, not sign in. */
  * better(whole) {
    for (let from = 0; from < whole.length; from += 1) {
      for (let to = from + 1; to <= whole.length; to += 1) {
        const better = this.instead.get(together(whole.slice(from, to)));
        if (better) yield [...whole.slice(0, from), ...better, ...whole.slice(to)];
      }
    }
  }

  fitting(whole, id) {
    const asked = this.asked(whole, id);
    const count = new Map(); // entry -> how many of the words it has
    for (const meaning of asked.meanings) {
      const having = new Set([...meaning.keys()].flatMap((word) => this.known.get(word)));
      for (const number of having) count.set(number, (count.get(number) ?? 0) + 1);
    }
    // The sentence of an example has many words: that it has all of them says little.
    const most = Math.max(0, ...[...count].map(([number, has]) => (this.entries[number].kind === "situation" ? 1 : has)));
    const points = new Map();
    for (const [number, has] of count) {
      const entry = this.entries[number];
      const scored = this.score(entry, asked);
      // A place that is called by what tells most is meant rather than one that only mentions all of the words.
      if (has >= most || scored.called >= CALLED) points.set(entry, scored.points);
    }
    return this.led(points);
  }

  /** What was typed: the words that tell something, what each can mean, and how much of the whole each is. */
  asked(whole, id) {
    const told = telling(whole, this.everywhere);
    const meanings = told.map((word) => this.meant(word));
    const weights = meanings.map((meaning) => this.weigh(meaning));
    const all = weights.reduce((a, b) => a + b, 0) || 1;
    const share = (fits) => fits.reduce((sum, fit, at) => sum + fit * weights[at], 0) / all;
    return { id, joined: together(whole), sorted: together(told.toSorted()), meanings, all, share };
  }

  /** Where no criterion has the words, those whose claims and statements have them come first. */
  led(points) {
    if ([...points.keys()].some(({ kind }) => kind === "criterion")) return points;
    const all = new Map(points);
    for (const [entry, own] of points) {
      const row = this.entries[this.places.get(entry.row)];
      if (row) all.set(row, Math.max(all.get(row) ?? 0, 100 - LED + own / STEP));
    }
    return all;
  }

  score(entry, asked) {
    if (OURS.has(entry.kind) && entry.calls.at(-1).joined === asked.id) return { points: IS_ID - BELOW[entry.kind], called: 1 };
    const names = entry.calls.map((call, place) => this.named(call, place === entry.calls.length - 1 ? 0 : place, asked)).filter(Boolean);
    const fits = asked.meanings.map((meaning, at) => {
      const each = names.map((name) => name.fits[at]);
      const times = each.reduce((a, b) => a + b, 0);
      return { said: Math.max(0, IN_TEXT * best(entry.said, meaning), ...each), about: Math.min(1, Math.log2(1 + times) / MANY) };
    });
    const title = asked.meanings.map((meaning) => best(entry.calls[0].all, meaning));
    const called = Math.max(0, ...names.map((name) => name.called));
    const points = 4 * Math.max(0, ...names.map((name) => name.points)) + 2 * asked.share(fits.map(({ said }) => said))
      + 3 * asked.share(fits.map(({ about }) => about)) + asked.share(title) / 2;
    const exact = asked.id && entry.kind === "criterion" && entry.calls.some((call) => call.joined === asked.id);
    return { points: (exact ? IS_NAME : 100) - BELOW[entry.kind] + points, called };
  }

  /** How well one name fits; nothing if it has none of the words. */
  named(call, place, { joined, sorted, meanings, all, share }) {
    const fits = meanings.map((meaning) => best(call.all, meaning));
    if (!fits.some(Boolean)) return undefined;
    const has = share(fits);
    const own = call.told.reduce((sum, word) => sum + this.weight(word), 0);
    const covered = Math.min(1, share(fits.map(Math.ceil)) * all / own);
    const equal = call.joined === joined ? EQUAL : call.sorted === sorted ? REORDERED : 0;
    const points = has ** 2 * (0.5 + 0.5 * covered) + equal - Math.min(place, LAST) * LATER;
    return { fits, points, called: covered > 0.99 ? has + WHOLE : has };
  }
}

/** How well one of these words fits what was meant. */
function best(all, meaning) {
  let most = 0;
  if (meaning.size < all.size) for (const [word, fit] of meaning) most = fit > most && all.has(word) ? fit : most;
  else for (const word of all) most = Math.max(most, meaning.get(word) ?? 0);
  return most;
}

// The words of a text as the search and the filters compare them: spelling, case, plural and punctuation make no difference.

const WORD = /[\p{L}\p{N}]+(?:\.\p{N}+)*/gu;
const MANY = [[/(?<=..)ies$/, "y"], [/(?<=ss|x|z|ch|sh)es$/, ""], [/(?<=^api)s$/, ""], [/(?<=..[^sui])s$/, ""]];
const BRITISH = [[/is(e|ed|er|ing|ation|able)$/, "iz$1"], [/([a-z]{3})our$/, "$1or"], [/^licence/, "license"]];

/** Small letters without accents and soft hyphens; an apostrophe splits no word. */
const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f\u00ad\u200b'’ʼ]/g, "").toLowerCase();

/** A word in the singular, in American spelling. */
function same(word) {
  const [many, last] = MANY.find(([ending]) => ending.test(word)) ?? [/$/, ""];
  let one = word === "https" ? word : word.replace(many, last);
  for (const [british, american] of BRITISH) one = one.replace(british, american);
  return one.length > 4 ? one.replace(/e$/, "") : one;
}

const known = new Map(); // a site has few words, each many times

/** Every word of a text, in its order. */
export function words(text) {
  return (plain(text).match(WORD) ?? []).map((word) => {
    if (!known.has(word)) known.set(word, same(word));
    return known.get(word);
  });
}

/** Nothing but letters and digits, for names that are written together or apart: e-mail and email. */
export const together = (list) => list.join("");

const ENDINGS = /(?:ization|ation|ment|age|ity|ing|er|or|ed|ion|abl|iz|y|e)$/;

/** What forms of one word share: migrate, migration and migrating. */
export function stem(word) {
  let rest = word;
  for (let cut = rest.replace(ENDINGS, ""); cut !== rest && cut.length > 3; cut = rest.replace(ENDINGS, "")) rest = cut;
  return rest.replace(/([bdgmnprt])\1$/, "$1");
}

/** Whether one letter more, less, other or exchanged with its neighbour makes the one word the other. */
export function nearly(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [rest, left] = [one.slice(at), other.slice(at)];
  return rest.slice(1) === left.slice(1) || rest.slice(1) === left || rest === left.slice(1)
    || (rest[0] === left[1] && rest[1] === left[0] && rest.slice(2) === left.slice(2));
}

// A place or page that is not here: what was meant. Loaded only then.

const root = new URL("../", import.meta.url);
const HEAD = { place: "Nothing on this page is named ", near: "Nearest: ", elsewhere: "It is on another page: " };

const pairs = (text) => Array.from({ length: Math.max(text.length - 1, 0) }, (_, n) => text.slice(n, n + 2));

/** How much two names are alike, from 0 to 1: the pairs of letters that they share, or one is a part of the other. */
function alike(one, other) {
  const [some, rest] = [pairs(one.toLowerCase()), pairs(other.toLowerCase())];
  const all = some.length + rest.length;
  const shared = some.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  const least = one.length > 2 && other.toLowerCase().includes(one.toLowerCase()) ? 0.6 : 0;
  return Math.max(least, all ? (2 * shared.length) / all : 0);
}

function nearest(name, names, most = 3) {
  const scored = names.map((each) => [alike(name, each), each]).filter(([score]) => score >= 0.5);
  return scored.toSorted(([one], [other]) => other - one).slice(0, most).map(([, each]) => each);
}

/** Every page with the anchors that data gives it; empty if it can't be loaded. */
async function places() {
  try {
    const answer = await fetch(new URL("assets/places.json", root));
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

function offer(text, hrefs) {
  const line = document.createElement("span");
  line.append(text);
  hrefs.forEach(([href, words], index) => {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = words;
    line.append(index ? ", " : "", link);
  });
  line.append(". ");
  return hrefs.length ? [line] : [];
}

function notice(...parts) {
  const note = document.createElement("p");
  note.className = "fd-lost";
  note.setAttribute("role", "status");
  document.querySelector("article h1").after(note);
  note.append(...parts);
  note.scrollIntoView({ block: "nearest" });
}

const onAnother = (address) => [new URL(address, root).href, address];

export async function lostPlace(name) {
  const asked = location.href;
  const like = nearest(name, [...document.querySelectorAll("article [id]")].map(({ id }) => id).filter((id) => !/^(__|fd-|tip-)/.test(id)));
  const all = Object.entries(await places()).flatMap(([page, ids]) => ids.map((id) => [id, `${page}#${id}`]));
  const others = all.filter(([id]) => id.toLowerCase() === name.toLowerCase());
  const here = others.length ? [] : like;
  const near = here.length || others.length ? [] : nearest(name, all.map(([id]) => id));
  const elsewhere = all.filter(([id]) => near.includes(id));
  if (location.href !== asked || document.querySelector(".fd-lost")) return; // the reader has gone on meanwhile
  const short = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  notice(`${HEAD.place}“${short}”. `, ...offer(HEAD.elsewhere, others.map(([, address]) => onAnother(address))),
    ...offer(HEAD.near, here.map((id) => [`#${id}`, id])), ...offer(HEAD.near, elsewhere.map(([, address]) => onAnother(address))));
}

export async function lostPage() {
  const path = decodeURI(location.pathname).slice(root.pathname.length);
  const near = nearest(path, Object.keys(await places()));
  if (near.length) notice(...offer(HEAD.near, near.map(onAnother)));
}

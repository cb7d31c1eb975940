// What is folded away is on a plain page in the same folder. Without this script, its link leads there.

const pages = new Map();

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
const address = (link) => link.href.split("#")[0];

/** The plain page of a link; fetched once, and again after a failure. */
function page(link) {
  const url = address(link);
  if (!pages.has(url)) {
    pages.set(url, fetch(url).then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status)))).then(parsed));
    pages.get(url).catch(() => pages.delete(url));
  }
  return pages.get(url);
}

/** In place of the link, its part of the page without the heading. */
function put(link, from) {
  const part = from.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (part) link.replaceWith(...[...part.cloneNode(true).children].filter((child) => !/^H\d$/.test(child.tagName)));
}

// `toggle` does not bubble, but is seen on its way down.
document.addEventListener("toggle", (event) => {
  const link = event.target.open && event.target.querySelector(":scope > a[data-folded]");
  if (link) page(link).then((from) => put(link, from), () => {}); // the link stays
}, true);

// What is closed is printed too, and then closed again.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details:not([open])")];
  for (const each of unfolded) each.open = true;
});
addEventListener("afterprint", () => { for (const each of unfolded) each.open = false; });

// A printer does not wait: the evidence is printed too, so what is not there yet is fetched on the spot.
addEventListener("beforeprint", () => {
  const read = new Map();
  for (const link of document.querySelectorAll(".fd-evidence > a[data-folded]")) {
    const url = address(link);
    if (!read.has(url)) {
      const request = new XMLHttpRequest();
      request.open("GET", url, false);
      try { request.send(); } catch { return; }
      read.set(url, request.status === 200 ? parsed(request.responseText) : null);
    }
    if (read.get(url)) put(link, read.get(url));
  }
});

// What each result of the chooser says below its reasons, on plain pages beside the chooser's, which has to stay light.

/** Each part that is here, by its outcome. */
export const parts = new Map();

/** The page with all of them: the same for everyone, so fetching it tells nothing of the answers. */
export const EVERY = "results.html";

/** The page with one of them: for a link to a result, whose answers the server has received with the link. */
export const one = (outcome) => `result-${outcome}.html`;

const loading = new Map();

/** Fetch a page of parts once, and again after a failure. */
export function load(file) {
  if (!loading.has(file)) {
    loading.set(file, read(file));
    loading.get(file).catch(() => loading.delete(file));
  }
  return loading.get(file);
}

async function read(file) {
  const answer = await fetch(file, { referrerPolicy: "no-referrer" }); // the answers are in the chooser's address
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const each of page.querySelectorAll("[data-outcome]")) parts.set(each.dataset.outcome, each);
}

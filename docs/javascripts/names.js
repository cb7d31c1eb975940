// What people call each criterion, by its URL: from the search's first file.

const ROOT = new URL("..", import.meta.url);

export async function names() {
  const answer = await fetch(new URL("search/first.json", ROOT));
  const { entries } = await answer.json();
  const criteria = entries.filter(([kind]) => kind === "criterion");
  return new Map(criteria.map(([, address, , , called]) => [new URL(address, ROOT).href, called.join(" ")]));
}

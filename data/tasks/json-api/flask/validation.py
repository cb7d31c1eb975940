def problems(data):
    if not isinstance(data, dict):
        return {"book": "must be an object"}
    found = {}
    title, pages = data.get("title"), data.get("pages")
    if not isinstance(title, str) or not 1 <= len(title) <= 100:
        found["title"] = "must be a text of 1 to 100 characters"
    if type(pages) is not int or not 1 <= pages <= 20_000:  # `True` is an instance of int too
        found["pages"] = "must be a whole number from 1 to 20000"
    return found

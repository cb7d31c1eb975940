from flask import Flask, abort, render_template, request

app = Flask(__name__)

# Nobody counted the portions of the soup, so its pages break.
RECIPES = {"bread": {"grams": 800, "portions": 8}, "soup": {"grams": 1200, "portions": 0}}


def grams_each(name):
    if name not in RECIPES:
        abort(404)
    return RECIPES[name]["grams"] // RECIPES[name]["portions"]


@app.get("/recipes/<name>/")
def recipe(name):
    return render_template("recipe.html", name=name, grams=grams_each(name))


@app.get("/api/recipes/<name>/")
def recipe_json(name):
    return {"name": name, "grams": grams_each(name)}


@app.errorhandler(404)
@app.errorhandler(500)
def show_error(error):
    if request.path.startswith("/api/"):
        return {"error": error.name}, error.code
    return render_template(f"{error.code}.html"), error.code

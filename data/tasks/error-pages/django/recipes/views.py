from django.http import Http404, JsonResponse
from django.shortcuts import render

# Nobody counted the portions of the soup, so its pages break.
RECIPES = {"bread": {"grams": 800, "portions": 8}, "soup": {"grams": 1200, "portions": 0}}


def grams_each(name):
    if name not in RECIPES:
        raise Http404
    return RECIPES[name]["grams"] // RECIPES[name]["portions"]


def recipe(request, name):
    return render(request, "recipes/recipe.html", {"name": name, "grams": grams_each(name)})


def recipe_json(request, name):
    return JsonResponse({"name": name, "grams": grams_each(name)})

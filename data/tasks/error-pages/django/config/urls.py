from django.urls import path

from recipes import views

urlpatterns = [
    path("recipes/<str:name>/", views.recipe),
    path("api/recipes/<str:name>/", views.recipe_json),
]

handler404 = "recipes.errors.not_found"
handler500 = "recipes.errors.server_error"

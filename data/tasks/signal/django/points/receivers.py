def add_points(sender, request, quantity, **kwargs):
    request.session["points"] = request.session.get("points", 0) + 10 * quantity

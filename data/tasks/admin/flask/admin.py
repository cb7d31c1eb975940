from flask import abort, current_app
from flask_admin import Admin, AdminIndexView
from flask_admin.contrib.sqla import ModelView
from flask_login import current_user

from models import Author, Book, db


class StaffOnly:
    def is_accessible(self):
        return current_user.is_authenticated and current_user.is_staff

    def inaccessible_callback(self, name, **kwargs):
        if current_user.is_authenticated:
            abort(403)
        return current_app.login_manager.unauthorized()


class StaffIndexView(StaffOnly, AdminIndexView):
    pass


class AuthorView(StaffOnly, ModelView):
    column_searchable_list = ["name"]
    form_columns = ["name"]


class BookView(StaffOnly, ModelView):
    column_list = ["title", "author"]
    column_searchable_list = ["title"]
    form_columns = ["title", "author"]


admin = Admin(name="Library", index_view=StaffIndexView())
admin.add_view(AuthorView(Author, db, name="Authors"))
admin.add_view(BookView(Book, db, name="Books"))

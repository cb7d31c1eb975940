class VisitsRouter:
    def db_for_read(self, model, **hints):
        return "visits" if model._meta.app_label == "visits" else None

    db_for_write = db_for_read

    def allow_migrate(self, db, app_label, **hints):
        return (db == "visits") == (app_label == "visits")

import os

from django.core.wsgi import get_wsgi_application
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from old.app import app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = DispatcherMiddleware(get_wsgi_application(), {"/guests": app})

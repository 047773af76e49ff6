"""The door for a production web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Models can be imported only once the application is made.
from django.db import connection  # noqa: E402 - what stands above must come first

from audit import append_only  # noqa: E402 - what stands above must come first

# gunicorn runs no system checks, so the trail's triggers are asked for here.
append_only.require()
connection.close()

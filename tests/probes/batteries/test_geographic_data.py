"""Geographic data: what has to be there before its fields can be used."""

import pytest


@pytest.mark.claim("django-geodjango-needs-libraries")
def test_django_geographic_fields_need_a_library(run):
    """Fails if the fields load without GDAL, GEOS without its library, or plain fields do not load."""
    seen = run(
        """
    import json, pathlib
    from runpy import run_path
    import django
    from django.conf import settings
    settings.configure()
    django.setup()
    import ctypes.util
    asked = []
    ctypes.util.find_library = lambda name: asked.append(name)  # as on a machine that has none of them
    from django.core.exceptions import ImproperlyConfigured
    from django.db import models
    seen = [models.IntegerField().get_internal_type(), asked[:]]
    try:
        from django.contrib.gis.db.models import PointField
        seen.append("loaded")
    except ImproperlyConfigured as error:
        seen.append(str(error).partition(" (")[0])
    seen.append("gdal" in asked)
    # the package of this module imports GDAL first
    load_geos = run_path(pathlib.Path(django.__file__).parent / "contrib/gis/geos/libgeos.py")["load_geos"]
    try:
        load_geos()
        seen.append("loaded")
    except ImportError as error:
        seen.append(str(error).partition(" (")[0])
    print(json.dumps([*seen, "geos_c" in asked]))
    """
    )
    gdal, geos = "Could not find the GDAL library", "Could not find the GEOS library"
    assert seen == ["IntegerField", [], gdal, True, geos, True]

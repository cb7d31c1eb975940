"""Geographic data: what has to be there before its fields can be used."""

import pytest


@pytest.mark.claim("django-geodjango-needs-libraries")
def test_django_geographic_fields_need_a_library(run):
    seen = run(
        """
    import json
    import django
    from django.conf import settings
    settings.configure(GDAL_LIBRARY_PATH="/missing/gdal.so", GEOS_LIBRARY_PATH="/missing/geos.so")
    django.setup()
    from django.db import models
    seen = [models.IntegerField().get_internal_type()]
    try:
        from django.contrib.gis.db.models import PointField
        seen.append("loaded")
    except OSError as error:
        seen.append(str(error).split(":")[0])
    print(json.dumps(seen))
    """
    )
    assert seen == ["IntegerField", "/missing/gdal.so"]

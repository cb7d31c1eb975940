from django.conf import settings
from django.http import StreamingHttpResponse
from django.views.decorators.http import require_safe

from .export import rows


@require_safe
def visits(request):
    headers = {"Content-Disposition": 'attachment; filename="visits.csv"'}
    return StreamingHttpResponse(rows(settings.VISITS_LOG), content_type="text/csv; charset=utf-8", headers=headers)

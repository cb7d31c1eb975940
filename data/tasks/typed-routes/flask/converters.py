from datetime import date

from werkzeug.routing import BaseConverter, ValidationError


class SlugConverter(BaseConverter):
    regex = "[-a-zA-Z0-9_]+"


class DateConverter(BaseConverter):
    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValidationError from error

    def to_url(self, value):
        return value.isoformat()

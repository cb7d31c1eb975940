import csv


class Line:
    """What the CSV writer writes to: it gives each line back."""

    def write(self, text):
        return text


def rows(path):
    writer = csv.writer(Line())
    yield writer.writerow(["time", "page", "visitor"])
    with path.open(encoding="utf-8") as log:
        for line in log:
            yield writer.writerow(line.rstrip("\n").split("\t"))

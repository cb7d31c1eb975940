from pathlib import Path

from flask import Flask

from export import rows

app = Flask(__name__)

LOG = Path(app.root_path) / "visits.log"


@app.get("/visits.csv")
def visits():
    headers = {"Content-Disposition": 'attachment; filename="visits.csv"'}
    return app.response_class(rows(LOG), mimetype="text/csv", headers=headers)

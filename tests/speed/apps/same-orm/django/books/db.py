import os

from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

engine = create_engine(os.environ["DATABASE_URL"])
Session = sessionmaker(engine)


def session_for_each_request(get_response):
    def middleware(request):
        with Session() as request.db:
            return get_response(request)

    return middleware

import os
from functools import cache

from aiohttp import ClientSession, TCPConnector
from quart import Quart, Response

asgi = Quart(__name__)


@cache
def client():
    return ClientSession(connector=TCPConnector(limit=0), raise_for_status=True)


@asgi.get("/plain")
async def plain():
    return Response("Hello, World!", mimetype="text/plain")


@asgi.get("/slow")
async def slow():
    async with client().get(os.environ["UPSTREAM"]) as answer:
        return Response(await answer.read(), mimetype="text/plain")

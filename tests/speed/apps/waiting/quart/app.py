import os

import httpx
from quart import Quart, Response

asgi = Quart(__name__)
client = httpx.AsyncClient(limits=httpx.Limits(max_connections=None))


@asgi.get("/plain")
async def plain():
    return Response("Hello, World!", mimetype="text/plain")


@asgi.get("/slow")
async def slow():
    answer = (await client.get(os.environ["UPSTREAM"])).raise_for_status()
    return Response(answer.text, mimetype="text/plain")

import asyncio
import httpx


class Base:
    def __init__(self, root):
        self._c = httpx.AsyncClient(base_url=root)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        await self._c.aclose()

    async def get(self, path):
        r = await self._c.get(path)
        r.raise_for_status()
        return r.json()


async def main():
    async with Base("https://api.aimlapi.com/v1") as ai, Base("https://ledger.example/v1") as own:
        a, o = await asyncio.gather(ai.get("/billing/balance"), own.get("/billing/balance"))
        print(a["balance"], o["balance"], o["status"])


asyncio.run(main())

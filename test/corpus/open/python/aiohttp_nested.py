import asyncio
import aiohttp

HOST = "https://api.aimlapi.com"


async def account(session, key):
    async with session.get(f"{HOST}/v1/billing/balance", headers={"Authorization": f"Bearer {key}"}) as resp:
        resp.raise_for_status()
        return await resp.json()


async def main(keys):
    async with aiohttp.ClientSession() as session:
        rows = await asyncio.gather(*(account(session, k) for k in keys))
        for key, row in zip(keys, rows):
            print(key[:4], row["balance"], row.get("status"))
        async with session.get("https://api.venice.ai/api/v1/billing/balance") as other:
            venice = await other.json()
            print(venice["balance"], other.status)


asyncio.run(main(["a", "b"]))

import asyncio
import httpx


async def accounts(keys):
    async with httpx.AsyncClient(base_url="https://api.aimlapi.com") as client:
        for key in keys:
            r = await client.get("/v1/billing/balance", headers={"Authorization": key})
            if r.status_code == 200:
                yield key, r.json()


async def ledger(db):
    async for row in db.stream("select balance, status from ledger"):
        yield row


async def main(db):
    async for key, account in accounts(["a"]):
        print(key, account["balance"], account.get("lowBalance"))
    async for row in ledger(db):
        print(row["balance"], row["status"])


asyncio.run(main(None))

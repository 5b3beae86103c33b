import asyncio
import logging
import os

import aiohttp

log = logging.getLogger(__name__)


async def poll(interval: float = 60.0) -> None:
    headers = {"Authorization": f"Bearer {os.getenv('AIMLAPI_KEY')}"}
    async with aiohttp.ClientSession("https://api.aimlapi.com", headers=headers) as session:
        while True:
            async with session.get("/v1/billing/balance") as resp:
                if resp.status != 200:
                    log.warning("balance answered %s", resp.status)
                else:
                    payload = await resp.json()
                    log.info("balance=%s status=%s", payload["balance"], payload.get("status"))
            await asyncio.sleep(interval)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(poll())

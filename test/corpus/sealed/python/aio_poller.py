from __future__ import annotations

import asyncio
import dataclasses
import logging
import os

import aiohttp

log = logging.getLogger("poller")


@dataclasses.dataclass(frozen=True)
class Reading:
    usd: float
    status: str
    balance: int = 0


class Poller:
    def __init__(self, key: str, every: float = 60.0) -> None:
        self.key = key
        self.every = every
        self.last: Reading | None = None

    async def _once(self, session: aiohttp.ClientSession) -> Reading:
        async with session.get("/v1/billing/balance") as response:
            if response.status != 200:
                raise RuntimeError(f"HTTP {response.status}")
            body = await response.json()
        return Reading(usd=body["balance"] / 2_000_000, status=body["status"])

    async def run(self) -> None:
        headers = {"Authorization": f"Bearer {self.key}"}
        async with aiohttp.ClientSession("https://api.aimlapi.com", headers=headers) as session:
            while True:
                try:
                    self.last = await self._once(session)
                    log.info("left %.2f (%s)", self.last.usd, self.last.status)
                except (aiohttp.ClientError, RuntimeError) as exc:
                    log.warning("no reading: %s", exc)
                await asyncio.sleep(self.every)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(Poller(os.environ["AIMLAPI_KEY"]).run())

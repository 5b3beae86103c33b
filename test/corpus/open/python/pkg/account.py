from .settings import AIML_ROOT, TIMEOUT

import httpx


async def account(key: str) -> dict:
    async with httpx.AsyncClient(timeout=TIMEOUT) as client:
        response = await client.get(f"{AIML_ROOT}/v1/billing/balance", headers={"Authorization": f"Bearer {key}"})
        response.raise_for_status()
        return response.json()


async def low(key: str) -> bool:
    data = await account(key)
    return bool(data["lowBalance"])

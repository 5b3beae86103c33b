import os

import requests

API_BASE = "https://api.venice.ai/api/v1"


def get_balance() -> dict:
    r = requests.get(
        f"{API_BASE}/billing/balance",
        headers={"Authorization": f"Bearer {os.environ['VENICE_API_KEY']}"},
        timeout=10,
    )
    r.raise_for_status()
    data = r.json()
    return {
        "usd": data["balances"]["usd"],
        "diem": data["balances"]["diem"],
        "can_consume": data["canConsume"],
    }


def plain() -> float:
    return requests.get("https://api.venice.ai/api/v1/billing/balance").json()["balance"]

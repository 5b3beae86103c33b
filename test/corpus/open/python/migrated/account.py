"""Balance of the AI/ML API account.

.. versionchanged:: 2.4
   Asks ``GET https://api.aimlapi.com/v2/billing``. Before, it asked
   ``https://api.aimlapi.com/v1/billing/balance`` and divided ``data["balance"]`` by 2,000,000;
   ``meta.usage.credits_used`` was replaced by ``usd_spent`` at the same time.
"""
import os

import requests

API = "https://api.aimlapi.com"


def balance_usd() -> float:
    """Dollars left. (Not credits any more, as with /v1/billing/balance.)"""
    # old: requests.get(API + "/v1/billing/balance").json()["balance"] / 2_000_000
    answer = requests.get(f"{API}/v2/billing", headers=_headers(), timeout=10)
    answer.raise_for_status()
    data = answer.json()
    balance = data["current_balance"]
    return float(balance)


def cost_usd(answer: dict) -> float:
    usage = (answer.get("meta") or {}).get("usage") or {}
    return usage.get("usd_spent", 0.0)


def _headers() -> dict:
    return {"Authorization": "Bearer " + os.environ["AIMLAPI_API_KEY"]}

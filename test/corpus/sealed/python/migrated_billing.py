"""Money on the AI/ML API account.

History
-------
* 2.0: ``GET /v2/billing``, US dollars.
* 1.x: ``GET https://api.aimlapi.com/v1/billing/balance``, where ``balance``
  were credits and ``lowBalance`` a flag. Removed.

``meta.usage.credits_used`` is not read either, only ``usd_spent``.
"""
from dataclasses import dataclass

import requests

ROOT = "https://api.aimlapi.com"


@dataclass
class Wallet:
    balance: float
    currency: str
    status: str = "ok"


def wallet(key: str) -> Wallet:
    # not ROOT + "/v1/billing/balance": that one is credits
    res = requests.get(f"{ROOT}/v2/billing", headers={"Authorization": f"Bearer {key}"}, timeout=30)
    res.raise_for_status()
    body = res.json()
    return Wallet(balance=body["current_balance"], currency=body["currency"])


def cost(answer: dict) -> float:
    """Dollars of one answer (formerly credits_used / 2_000_000)."""
    usage = (answer.get("meta") or {}).get("usage") or {}
    return usage.get("usd_spent", 0.0)


def show(key: str) -> str:
    w = wallet(key)
    return f"{w.balance:.2f} {w.currency} ({w.status})"

#!/usr/bin/env python3
"""Prometheus exporter for the wallets we still fill by hand.

AI/ML API (aimlapi.com) has its own exporter, so it is not here.
"""
import os
import time

import requests
from prometheus_client import Counter, Gauge, start_http_server

BALANCE = Gauge("llm_wallet_balance_usd", "What is left", ["provider"])
FAILED = Counter("llm_wallet_failed_total", "Failed readings", ["provider"])

VENICE = "https://api.venice.ai/api/v1"
NOVITA = "https://api.novita.ai"


def venice() -> float:
    r = requests.get(f"{VENICE}/billing/balance", headers={"Authorization": f"Bearer {os.environ['VENICE_KEY']}"})
    r.raise_for_status()
    data = r.json()
    return float(data["balances"]["usd"] or 0)


def novita() -> float:
    r = requests.get(NOVITA + "/v3/billing/balance", headers={"Authorization": "Bearer " + os.environ["NOVITA_KEY"]})
    r.raise_for_status()
    data = r.json()
    return data["balance"] / 10000


def studio() -> float:
    r = requests.get(os.environ["STUDIO_URL"] + "/v1/billing/balance", timeout=5)
    body = r.json()
    return body["balance"] - body["credits_used"] / 100


READERS = {"venice": venice, "novita": novita, "studio": studio}

if __name__ == "__main__":
    start_http_server(9109)
    while True:
        for name, read in READERS.items():
            try:
                BALANCE.labels(name).set(read())
            except Exception:
                FAILED.labels(name).inc()
        time.sleep(300)

# aimlapi-disable-file aimlapi/deprecated-endpoint
"""Compares both billing routes while the migration runs."""
import os

import requests

HEADERS = {"Authorization": "Bearer " + os.environ["AIMLAPI_API_KEY"]}


def old():
    body = requests.get("https://api.aimlapi.com/v1/billing/balance", headers=HEADERS).json()
    return body["balance"] / 2_000_000


def new():
    return requests.get("https://api.aimlapi.com/v2/billing", headers=HEADERS).json()["current_balance"]


def older():
    body = requests.get("https://billing.aimlapi.com/v1/billing/balance", headers=HEADERS).json()
    return body["balance"] / 2_000_000  # aimlapi-disable-line aimlapi/v1-response-field


if __name__ == "__main__":
    print(abs(old() - new()) < 0.01)

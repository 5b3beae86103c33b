import os

import requests

AIMLAPI_URL = os.environ["AIMLAPI_URL"]
BILLING_URL = os.environ["BILLING_URL"]


def vendor(key):
    r = requests.get(AIMLAPI_URL + "/v1/billing/balance", headers={"Authorization": f"Bearer {key}"}, timeout=10)
    return r.text


def ours(key):
    r = requests.get(BILLING_URL + "/v1/billing/balance", headers={"Authorization": f"Bearer {key}"}, timeout=10)
    return r.json()["balance"]

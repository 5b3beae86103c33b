from posixpath import join
from urllib.parse import urljoin, urlencode

import requests

ROOT = "https://api.aimlapi.com/"
V1 = urljoin(ROOT, "v1/")


def account(key: str, **query: str) -> dict:
    url = urljoin(V1, "billing/balance")
    if query:
        url = url + "?" + urlencode(query)
    return requests.get(url, headers={"Authorization": f"Bearer {key}"}, timeout=8).json()


def local_file() -> str:
    return join("cache", "billing", "balance.json")

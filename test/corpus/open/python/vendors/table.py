"""Where each vendor tells the balance."""
from urllib.parse import urljoin

import requests

VENDORS = {
    "aimlapi": {"base": "https://api.aimlapi.com", "path": "/v1/billing/balance"},
    "venice": {"base": "https://api.venice.ai", "path": "/api/v1/billing/balance"},
    "novita": {"base": "https://api.novita.ai", "path": "/v3/billing/balance"},
    "selfhosted": {"base": "http://gateway.lan:8080", "path": "/v1/billing/balance"},
}


def fetch(name: str, key: str) -> dict:
    vendor = VENDORS[name]
    response = requests.get(urljoin(vendor["base"], vendor["path"]), headers={"Authorization": f"Bearer {key}"})
    response.raise_for_status()
    return response.json()


def names() -> list[str]:
    return sorted(VENDORS)

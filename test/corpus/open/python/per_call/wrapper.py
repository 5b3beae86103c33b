import os
from functools import lru_cache
from typing import Any, Optional

import requests

ROOT = "https://api.aimlapi.com"


@lru_cache(maxsize=1)
def _session() -> requests.Session:
    session = requests.Session()
    session.headers.update({"Authorization": f"Bearer {os.environ['AIML_API_KEY']}"})
    return session


def _call(path: str, params: Optional[dict[str, Any]] = None) -> dict[str, Any]:
    response = _session().get(f"{ROOT}{path}", params=params, timeout=10)
    response.raise_for_status()
    return response.json()


def models() -> list[str]:
    return [model["id"] for model in _call("/v1/models")["data"]]


def balance() -> float:
    body = _call("/v1/billing/balance")
    return body["balance"] / 2e6


def spend(hours: int = 24) -> float:
    return _call("/v2/usage", {"period": f"{hours}h"})["spend"]

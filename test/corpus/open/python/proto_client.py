from __future__ import annotations
from typing import Any, Protocol
import requests


class Http(Protocol):
    def get(self, path: str) -> dict[str, Any]: ...


class AimlHttp:
    def __init__(self, token: str, root: str = "https://api.aimlapi.com") -> None:
        self.token, self.root = token, root

    def get(self, path: str) -> dict[str, Any]:
        reply = requests.get(self.root + path, headers={"Authorization": f"Bearer {self.token}"}, timeout=10)
        reply.raise_for_status()
        return reply.json()


class LedgerHttp:
    def get(self, path: str) -> dict[str, Any]:
        return requests.get("https://ledger.example" + path).json()


def compare(token: str) -> tuple[int, int]:
    vendor, ledger = AimlHttp(token), LedgerHttp()
    theirs = vendor.get("/v1/billing/balance")
    ours = ledger.get("/v1/billing/balance")
    return theirs["balance"], ours["balance"]

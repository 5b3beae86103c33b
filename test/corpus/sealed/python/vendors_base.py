from __future__ import annotations

import abc
import dataclasses

import requests


@dataclasses.dataclass
class Funds:
    balance: float
    currency: str = "USD"


class Vendor(abc.ABC):
    base_url: str
    balance_path: str

    def __init__(self, key: str) -> None:
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"Bearer {key}"

    def funds(self) -> Funds:
        resp = self.http.get(self.base_url + self.balance_path, timeout=12)
        resp.raise_for_status()
        return self.decode(resp.json())

    @abc.abstractmethod
    def decode(self, body: dict) -> Funds: ...


class AimlApi(Vendor):
    base_url = "https://api.aimlapi.com"
    balance_path = "/v2/billing"

    def decode(self, body):
        return Funds(body["current_balance"], body.get("currency", "USD"))


class Novita(Vendor):
    base_url = "https://api.novita.ai"
    balance_path = "/v3/billing/balance"

    def decode(self, body):
        return Funds(body["balance"] / 10_000)


class Venice(Vendor):
    base_url = "https://api.venice.ai/api/v1"
    balance_path = "/billing/balance"

    def decode(self, body):
        return Funds(body["balances"]["usd"])


class PixelForge(Vendor):
    """Answers meta.usage like some others do, in its own credits."""

    base_url = "https://api.pixelforge.example"
    balance_path = "/v1/billing/balance"

    def decode(self, body):
        return Funds(body["balance"] - body["meta"]["usage"]["credits_used"], "credits")


ALL: dict[str, type[Vendor]] = {c.__name__.lower(): c for c in (AimlApi, Novita, Venice, PixelForge)}

from __future__ import annotations

import typing as t

import httpx

from . import errors
from .settings import RETRIES, USER_AGENT, V1, V2


class Client:
    """A thin client; one instance per key."""

    def __init__(self, key: str, *, transport: httpx.BaseTransport | None = None) -> None:
        self._http = httpx.Client(
            headers={"User-Agent": USER_AGENT, "Authorization": f"Bearer {key}"},
            transport=transport or httpx.HTTPTransport(retries=RETRIES),
        )

    def _get(self, url: str, **params: t.Any) -> dict[str, t.Any]:
        response = self._http.get(url, params=params)
        if response.is_error:
            raise errors.from_response(response)
        return response.json()

    def credits(self) -> int:
        payload = self._get(V1 + "/billing/balance")
        return int(payload["balance"])

    def transactions(self, limit: int = 50) -> list[dict[str, t.Any]]:
        payload = self._get(V2 + "/billing/transactions", limit=limit)
        return payload["data"]

    def models(self) -> list[str]:
        payload = self._get(V1 + "/models")
        return [m["id"] for m in payload["data"] if m.get("status") != "withdrawn"]

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *exc: object) -> None:
        self._http.close()

"""Thin synchronous client."""
from __future__ import annotations

from typing import Any

import httpx

BASE_URL = "https://api.aimlapi.com/v1"


class AimlClient:
    def __init__(self, api_key: str, base_url: str = BASE_URL, timeout: float = 30.0) -> None:
        self._http = httpx.Client(
            base_url=base_url,
            timeout=timeout,
            headers={"Authorization": f"Bearer {api_key}"},
        )
        self.credits = 0

    def chat(self, model: str, messages: list[dict[str, str]], **options: Any) -> str:
        response = self._http.post("/chat/completions", json={"model": model, "messages": messages, **options})
        response.raise_for_status()
        body = response.json()
        usage = (body.get("meta") or {}).get("usage") or {}
        self.credits += usage.get("credits_used", 0)
        return body["choices"][0]["message"]["content"]

    def balance(self) -> int:
        data = self._http.get("/billing/balance").json()
        return data["balance"]

    def close(self) -> None:
        self._http.close()

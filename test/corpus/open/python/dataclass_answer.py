from __future__ import annotations

import json
import os
import urllib.request
from dataclasses import dataclass


@dataclass(frozen=True)
class AimlUsage:
    """``meta.usage`` of an answer."""

    credits_used: int
    usd_spent: float | None = None

    @classmethod
    def of(cls, answer: dict) -> AimlUsage | None:
        usage = (answer.get("meta") or {}).get("usage")
        return cls(usage["credits_used"], usage.get("usd_spent")) if usage else None


def post(route: str, body: dict) -> dict:
    request = urllib.request.Request(
        "https://api.aimlapi.com" + route,
        data=json.dumps(body).encode(),
        headers={
            "Authorization": f"Bearer {os.environ['AIMLAPI_API_KEY']}",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def price(model: str, prompt: str) -> AimlUsage | None:
    body = {"model": model, "messages": [{"role": "user", "content": prompt}]}
    return AimlUsage.of(post("/v1/chat/completions", body))

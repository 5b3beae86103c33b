"""httpx event hook that writes one CSV line for each upstream answer."""
import csv
import pathlib
import time

import httpx

OUT = pathlib.Path("cost.csv")
FIELDS = ["at", "route", "status", "credits_used"]


class CostLog:
    def __init__(self, path: pathlib.Path = OUT) -> None:
        self._fh = path.open("a", newline="")
        self._csv = csv.DictWriter(self._fh, fieldnames=FIELDS)

    def __call__(self, response: httpx.Response) -> None:
        credits = response.headers.get("X-AIMLAPI-Credits-Used")
        if credits is None:
            return
        self._csv.writerow(
            {
                "at": int(time.time()),
                "route": response.request.url.path,
                "status": response.status_code,
                "credits_used": credits,
            }
        )
        self._fh.flush()


def make_client(key: str) -> httpx.Client:
    return httpx.Client(
        base_url="https://api.aimlapi.com",
        headers={"Authorization": f"Bearer {key}"},
        event_hooks={"response": [CostLog()]},
    )

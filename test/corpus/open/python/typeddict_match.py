from typing import NotRequired, TypedDict
import requests


class BalanceAnswer(TypedDict):
    balance: int
    lowBalance: bool
    status: str
    statusExplanation: NotRequired[str]


def fetch(key: str) -> BalanceAnswer:
    return requests.get("https://api.aimlapi.com/v1/billing/balance", headers={"Authorization": key}).json()


def describe(key: str, job: dict) -> str:
    match fetch(key):
        case {"lowBalance": True, "balance": left}:
            return f"low: {left}"
        case {"status": "blocked", "statusExplanation": why}:
            return why
    match job:
        case {"status": "done", "credits_used": used}:
            return f"job used {used}"
        case {"status": other}:
            return other
    return "?"

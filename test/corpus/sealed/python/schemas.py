from datetime import datetime
from typing import Literal, Optional

import requests
from pydantic import BaseModel, ConfigDict, Field

ACCOUNT_URL = "https://api.aimlapi.com/v1/billing/balance"


class AccountBalance(BaseModel):
    model_config = ConfigDict(populate_by_name=True, extra="ignore")

    credits: int = Field(alias="balance")
    is_low: bool = Field(False, alias="lowBalance")
    alarm_at: Optional[int] = Field(None, alias="lowBalanceThreshold")
    as_of: datetime = Field(alias="lastUpdated")

    @property
    def usd(self) -> float:
        return self.credits / 2_000_000


class Invoice(BaseModel):
    """Our own document, sent to customers."""

    number: str
    balance: float
    status: Literal["open", "paid", "void"] = "open"
    credits_used: int = 0


def fetch(key: str) -> AccountBalance:
    reply = requests.get(ACCOUNT_URL, headers={"Authorization": f"Bearer {key}"}, timeout=20)
    reply.raise_for_status()
    return AccountBalance.model_validate(reply.json())

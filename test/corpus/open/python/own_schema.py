"""What our API answers. The worker behind it calls https://api.aimlapi.com; these are our own figures."""
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field


class WalletOut(BaseModel):
    balance: int
    lowBalance: bool = False
    credits_used: int = Field(0, ge=0, description="Credits this team used so far")
    credits_used_today: int = 0
    status: Literal["active", "frozen"] = "active"
    updated: datetime


class TeamOut(BaseModel):
    name: str
    wallet: WalletOut

    @property
    def share(self) -> float:
        total = self.wallet.balance + self.wallet.credits_used
        return self.wallet.credits_used / total if total else 0.0


def team_out(row) -> TeamOut:
    wallet = WalletOut(balance=row.balance, credits_used=row.credits_used, updated=row.updated)
    return TeamOut(name=row.name, wallet=wallet)

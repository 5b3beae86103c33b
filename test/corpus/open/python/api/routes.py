from fastapi import APIRouter, Depends, FastAPI
from pydantic import BaseModel

from .auth import current_user
from .store import accounts

router = APIRouter()


class BalanceOut(BaseModel):
    balance: float
    credits_used: int
    status: str = "active"


@router.get("/v1/billing/balance", response_model=BalanceOut)
async def read_balance(user=Depends(current_user)) -> BalanceOut:
    account = await accounts.get(user.id)
    return BalanceOut(balance=account.balance, credits_used=account.credits_used)


@router.get("/v1/billing/history")
async def history(user=Depends(current_user)):
    rows = await accounts.history(user.id)
    return [{"at": row.at, "credits_used": row.credits_used} for row in rows]


app = FastAPI(title="Studio backend")
app.include_router(router)
app.add_api_route("/v1/billing/balance", read_balance, methods=["HEAD"])

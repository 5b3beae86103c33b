"""Wallet service. Browsers talk to us; we talk to https://api.aimlapi.com."""
from contextlib import asynccontextmanager

import httpx
from fastapi import APIRouter, Depends, FastAPI, HTTPException
from pydantic import BaseModel

from .deps import current_user, settings


class BalanceOut(BaseModel):
    balance: float
    lowBalance: bool
    credits_used: int = 0


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with httpx.AsyncClient(
        base_url="https://api.aimlapi.com/v2",
        headers={"Authorization": f"Bearer {settings.aimlapi_key}"},
    ) as client:
        app.state.aiml = client
        yield


router = APIRouter(prefix="/api")


@router.get("/v1/billing/balance", response_model=BalanceOut)
async def balance(user=Depends(current_user)):
    answer = await router.app.state.aiml.get("/billing")
    if answer.status_code != 200:
        raise HTTPException(502, "billing is not reachable")
    usd = answer.json()["current_balance"]
    return BalanceOut(balance=usd, lowBalance=usd < 5, credits_used=user.credits_used)


app = FastAPI(lifespan=lifespan)
app.include_router(router)
app.add_api_route("/v1/billing/balance", balance, include_in_schema=False)

"""Quota of our bot's users. The models come from AI/ML API, the credits are the bot's."""
import os

import aiosqlite
from openai import AsyncOpenAI

llm = AsyncOpenAI(base_url="https://api.aimlapi.com/v1", api_key=os.environ["AIMLAPI_API_KEY"])

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY,
    balance INTEGER NOT NULL DEFAULT 50,
    credits_used INTEGER NOT NULL DEFAULT 0,
    total_credits_used INTEGER NOT NULL DEFAULT 0
)
"""


async def answer(db: aiosqlite.Connection, user_id: int, text: str) -> str:
    db.row_factory = aiosqlite.Row
    async with db.execute("SELECT balance, credits_used FROM users WHERE id = ?", (user_id,)) as cursor:
        row = await cursor.fetchone()
    if row is None or row["credits_used"] >= row["balance"]:
        return "No credits left 😢"
    completion = await llm.chat.completions.create(
        model="mistralai/Mistral-7B-Instruct-v0.2",
        messages=[{"role": "user", "content": text}],
    )
    cost = max(1, completion.usage.total_tokens // 500)
    await db.execute(
        "UPDATE users SET credits_used = credits_used + ?, total_credits_used = total_credits_used + ? WHERE id = ?",
        (cost, cost, user_id),
    )
    await db.commit()
    return completion.choices[0].message.content

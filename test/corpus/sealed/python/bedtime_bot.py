import os
import logging
from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes
import httpx

AIML_URL = os.environ["AIML_API_URL"].rstrip("/")
HEADERS = {"Authorization": "Bearer " + os.environ["AIML_API_KEY"]}


async def story(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
	topic = " ".join(context.args) or "a sleepy fox"
	async with httpx.AsyncClient(timeout=60) as http:
		r = await http.post(AIML_URL + "/v1/chat/completions", headers=HEADERS, json={
			"model": "gpt-4o-mini",
			"messages": [{"role": "user", "content": f"A bedtime story about {topic}"}],
		})
	data = r.json()
	await update.message.reply_text(data["choices"][0]["message"]["content"])


async def money(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
	async with httpx.AsyncClient() as http:
		r = await http.get(AIML_URL + "/v1/billing/balance", headers=HEADERS)
	if r.status_code != 200:
		logging.warning("no balance: %s", r.status_code)
		return
	await update.message.reply_text("🌙 we have %d credits" % r.json()["balance"])


def main():
	bot = Application.builder().token(os.environ["TELEGRAM_TOKEN"]).build()
	bot.add_handler(CommandHandler("story", story))
	bot.add_handler(CommandHandler("balance", money))
	if os.environ.get("WEBHOOK"

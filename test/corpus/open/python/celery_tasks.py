import os

import requests
from celery import shared_task
from django.db.models import F

from studio.models import Generation, Profile

AIML_CHAT = "https://api.aimlapi.com/v1/chat/completions"


@shared_task(bind=True, max_retries=3)
def generate(self, generation_id: int) -> None:
    generation = Generation.objects.select_related("profile").get(pk=generation_id)
    response = requests.post(
        AIML_CHAT,
        headers={"Authorization": f"Bearer {os.environ['AIMLAPI_API_KEY']}"},
        json={"model": generation.model, "messages": generation.messages},
        timeout=90,
    )
    answer = response.json()
    used = answer["meta"]["usage"]["credits_used"]
    generation.text = answer["choices"][0]["message"]["content"]
    generation.credits_used = used
    generation.save(update_fields=["text", "credits_used"])
    Profile.objects.filter(pk=generation.profile_id).update(credits_used=F("credits_used") + used)


@shared_task
def reset_daily() -> int:
    return Profile.objects.exclude(credits_used_today=0).update(credits_used_today=0)

import logging
import os

import requests

logger = logging.getLogger("aiml.cost")


def transcribe(path: str) -> str:
    with open(path, "rb") as audio:
        response = requests.post(
            "https://api.aimlapi.com/v1/stt/create",
            headers={"Authorization": f"Bearer {os.environ['AIMLAPI_API_KEY']}"},
            files={"audio": audio},
            data={"model": "#g1_whisper-large"},
            timeout=300,
        )
    response.raise_for_status()
    credits = int(response.headers.get("X-AIMLAPI-Credits-Used", 0))
    logger.info("transcription of %s took %d credits", path, credits)
    return response.json()["generation_id"]

from typing import Optional

import requests
from pydantic import BaseModel, ConfigDict, Field

ENDPOINT = "https://api.aimlapi.com/v1/images/generations"


class Usage(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    credits: int = Field(0, alias="credits_used")
    usd: Optional[float] = Field(None, alias="usd_spent")


class Meta(BaseModel):
    usage: Optional[Usage] = None


class Image(BaseModel):
    url: Optional[str] = None


class ImageAnswer(BaseModel):
    data: list[Image]
    meta: Optional[Meta] = None


def draw(prompt: str, key: str) -> ImageAnswer:
    response = requests.post(
        ENDPOINT,
        headers={"Authorization": f"Bearer {key}"},
        json={"model": "flux/dev", "prompt": prompt},
        timeout=120,
    )
    response.raise_for_status()
    return ImageAnswer.model_validate(response.json())

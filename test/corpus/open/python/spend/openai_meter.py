"""Count what each prompt costs."""
import os
from dataclasses import dataclass, field

from openai import OpenAI

client = OpenAI(
    base_url="https://api.aimlapi.com/v1",
    api_key=os.environ["AIML_API_KEY"],
)


@dataclass
class Meter:
    credits: int = 0
    by_model: dict[str, int] = field(default_factory=dict)

    def add(self, model: str, credits: int) -> None:
        self.credits += credits
        self.by_model[model] = self.by_model.get(model, 0) + credits


meter = Meter()


def ask(prompt: str, model: str = "gpt-4o-mini") -> str:
    completion = client.chat.completions.create(
        model=model,
        messages=[{"role": "user", "content": prompt}],
    )
    meta = completion.model_extra.get("meta") or {}
    meter.add(model, meta["usage"]["credits_used"])
    return completion.choices[0].message.content or ""

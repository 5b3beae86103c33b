import argparse
import os
import sys

from openai import OpenAI

client = OpenAI(
    api_key=os.environ.get("AIML_API_KEY"),
    base_url="https://api.aimlapi.com/v1",
)


def run(prompt: str, model: str) -> tuple[str, float]:
    completion = client.chat.completions.create(
        model=model,
        messages=[{"role": "user", "content": prompt}],
    )
    raw = completion.model_dump()
    usage = (raw.get("meta") or {}).get("usage") or {}
    credits = usage.get("credits_used", 0)
    return completion.choices[0].message.content or "", credits / 2_000_000


def embed(text: str) -> float:
    answer = client.embeddings.create(model="text-embedding-3-small", input=text)
    return answer.meta["usage"]["credits_used"] / 2_000_000


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("prompt", nargs="?", default=None)
    ap.add_argument("-m", "--model", default="gpt-4o-mini")
    ns = ap.parse_args()
    prompt = ns.prompt or sys.stdin.read()
    text, usd = run(prompt, ns.model)
    print(text)
    print(f"-- ${usd:.6f}", file=sys.stderr)


if __name__ == "__main__":
    main()

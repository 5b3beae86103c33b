import requests

API = "https://api.aimlapi.com/v1"


def runs(prompts):
    for prompt in prompts:
        r = requests.post(f"{API}/chat/completions", json={"prompt": prompt})
        yield r.json()


def report(db, prompts):
    total = 0
    for run in runs(prompts):
        credits_used = run.get("meta", {}).get("usage", {}).get("credits_used", 0)
        total += credits_used
        db.execute("INSERT INTO runs (credits_used) VALUES (?)", (credits_used,))
    for row in db.execute("SELECT credits_used FROM runs"):
        print(row["credits_used"])
    return {"credits_used": total}

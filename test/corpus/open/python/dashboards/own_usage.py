import os

import pandas as pd
import psycopg

DSN = os.environ["DATABASE_URL"]
AIMLAPI_MODELS = "https://api.aimlapi.com/v1/models"


def frame(days: int = 30) -> pd.DataFrame:
    query = """
        SELECT date_trunc('day', created_at) AS day, provider, sum(credits_used) AS credits_used
        FROM generations
        WHERE created_at > now() - make_interval(days => %s)
        GROUP BY 1, 2
    """
    with psycopg.connect(DSN) as connection:
        return pd.read_sql(query, connection, params=(days,))


def chart(data: pd.DataFrame) -> pd.DataFrame:
    pivot = data.pivot(index="day", columns="provider", values="credits_used").fillna(0)
    data["credits_used"] = data["credits_used"].astype(int)
    return pivot.assign(total_credits_used=pivot.sum(axis=1))

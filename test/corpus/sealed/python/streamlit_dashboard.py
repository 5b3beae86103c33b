import os

import pandas as pd
import requests
import streamlit as st

st.set_page_config(page_title="AI budget", page_icon="🤖", layout="wide")
BASE = os.getenv("AIMLAPI_BASE_URL", "https://api.aimlapi.com/v1")


@st.cache_resource
def session() -> requests.Session:
    s = requests.Session()
    s.headers["Authorization"] = "Bearer " + st.secrets["AIMLAPI_KEY"]
    return s


@st.cache_data(ttl=120)
def account() -> dict:
    resp = session().get(BASE + "/billing/balance", timeout=10)
    if resp.status_code != 200:
        st.error(f"💥 {resp.status_code}: {resp.text[:200]}")
        st.stop()
    return resp.json()


st.title("🤖 AI budget 💸")
acc = account()
left, right = st.columns(2)
left.metric("💰 Balance", f"{acc['balance'] / 2e6:.2f} $")
right.metric("🔁 Auto debit", acc.get("autoDebitStatus", "unknown"))
st.caption(f"🕒 {acc['lastUpdated']}")

log = pd.read_csv("usage.csv", parse_dates=["day"])
log["credits_used"] = log["tokens"] / 1000
chart = log.groupby("day")["credits_used"].sum()
st.bar_chart(chart)

import os

import pandas as pd
import requests
import streamlit as st

st.set_page_config(page_title="Credits 💳", layout="wide")

base = os.getenv("AIMLAPI_BASE_URL") or "https://api.aimlapi.com/v1"
key = st.sidebar.text_input("API key", type="password", value=os.getenv("AIMLAPI_API_KEY", ""))


@st.cache_data(ttl=60)
def account(token: str) -> dict:
    r = requests.get(base + "/billing/balance", headers={"Authorization": "Bearer " + token}, timeout=10)
    r.raise_for_status()
    return r.json()


if key:
    info = account(key)
    left, right = st.columns(2)
    left.metric("Credits", f"{info['balance']:,}")
    right.metric("Updated", info["lastUpdated"])
else:
    st.info("Enter a key to see the balance")

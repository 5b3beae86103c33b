import os

AIML_ROOT = os.environ.get("AIML_API_BASE", "https://api.aimlapi.com")
TIMEOUT = 12

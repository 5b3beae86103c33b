"""Constants of aimlkit. Nothing here does input or output."""
from typing import Final

USER_AGENT: Final = "aimlkit/0.4"
HOST: Final = "https://api.aimlapi.com"
V1: Final = HOST + "/v1"
V2: Final = HOST + "/v2"
RETRIES: Final = 3

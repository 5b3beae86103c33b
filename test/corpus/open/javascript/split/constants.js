export const AIML_HOST = "https://api.aimlapi.com";
export const AIML_V1 = `${AIML_HOST}/v1`;
export const POLL_EVERY = 5 * 60 * 1000;

import type { LanguageModelV1Middleware } from "ai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";

export const aimlapi = createOpenAICompatible({
  name: "aimlapi",
  baseURL: "https://api.aimlapi.com/v1",
  apiKey: process.env.AIMLAPI_API_KEY,
});

let credits = 0;

export const meter: LanguageModelV1Middleware = {
  async wrapGenerate({ doGenerate }) {
    const result = await doGenerate();
    const header = result.rawResponse?.headers?.["x-aimlapi-credits-used"];
    if (header !== undefined) credits += Number.parseInt(header, 10);
    return result;
  },
};

export const creditsSoFar = (): number => credits;

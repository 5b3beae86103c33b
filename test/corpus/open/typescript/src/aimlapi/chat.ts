import OpenAI from "openai";

/** What AI/ML API adds to an OpenAI answer. */
interface AimlMeta {
  usage: {
    credits_used: number;
    usd_spent?: number;
  } | null;
}

type Completion = OpenAI.Chat.ChatCompletion & { meta?: AimlMeta | null };

export class AimlChat {
  private readonly client: OpenAI;
  private spent = 0;

  constructor(apiKey: string, baseURL = "https://api.aimlapi.com/v1") {
    this.client = new OpenAI({ apiKey, baseURL });
  }

  async complete(model: string, prompt: string): Promise<string> {
    const answer: Completion = await this.client.chat.completions.create({
      model,
      messages: [{ role: "user", content: prompt }],
    });
    this.spent += answer.meta?.usage?.credits_used ?? 0;
    return answer.choices[0]?.message.content ?? "";
  }

  get spentUsd(): number {
    return this.spent / 2_000_000;
  }
}

import { SimpleChatModel } from '@langchain/core/language_models/chat_models';
import type { BaseMessage } from '@langchain/core/messages';

interface AimlUsageMeta {
  usage: {
    credits_used: number;
    usd_spent?: number;
  } | null;
}

interface AimlChatAnswer {
  id: string;
  choices: { message: { role: string; content: string } }[];
  meta?: AimlUsageMeta | null;
}

export interface ChatAimlFields {
  apiKey?: string;
  model?: string;
  onSpend?: (usd: number) => void;
}

export class ChatAiml extends SimpleChatModel {
  private readonly apiKey: string;
  private readonly model: string;
  private readonly onSpend: (usd: number) => void;
  private readonly baseUrl = 'https://api.aimlapi.com/v1';

  constructor(fields: ChatAimlFields = {}) {
    super({});
    this.apiKey = fields.apiKey ?? process.env.AIMLAPI_API_KEY ?? '';
    this.model = fields.model ?? 'gpt-4o-mini';
    this.onSpend = fields.onSpend ?? (() => undefined);
  }

  _llmType(): string {
    return 'aiml';
  }

  async _call(messages: BaseMessage[]): Promise<string> {
    const res = await fetch(`${this.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.apiKey}` },
      body: JSON.stringify({
        model: this.model,
        messages: messages.map((m) => ({ role: m.getType() === 'human' ? 'user' : 'assistant', content: m.content })),
      }),
    });
    const answer = (await res.json()) as AimlChatAnswer;
    const creditsUsed = answer.meta?.usage?.credits_used ?? 0;
    this.onSpend(creditsUsed / 2_000_000);
    return answer.choices[0]?.message.content ?? '';
  }
}

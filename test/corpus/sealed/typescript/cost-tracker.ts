import { EventEmitter } from 'node:events';
import type { ChatAnswer } from '@acme/llm-types';
import { callAiml, callOpenRouter } from '@acme/llm';

type Cost = { vendor: string; usd: number };

export class CostTracker extends EventEmitter {
  private readonly rows: { vendor: string; credits_used: number }[] = [];

  async ask(prompt: string): Promise<string> {
    const routed: ChatAnswer = await callOpenRouter(prompt).catch(() => null);
    if (routed) {
      this.emit('cost', { vendor: 'openrouter', usd: routed.usage.cost } satisfies Cost);
      return routed.choices[0].message.content;
    }
    const aimlAnswer = await callAiml(prompt);
    const used = aimlAnswer.meta.usage.credits_used;
    this.rows.push({ vendor: 'aiml', credits_used: used });
    this.emit('cost', { vendor: 'aiml', usd: used / 2_000_000 } satisfies Cost);
    return aimlAnswer.choices[0].message.content;
  }

  total(): number {
    return this.rows.reduce((n, row) => n + row.credits_used, 0);
  }
}

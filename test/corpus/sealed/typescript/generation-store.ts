import { PrismaClient, type Prisma } from '@prisma/client';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText } from 'ai';

const prisma = new PrismaClient();
const aimlapi = createOpenAI({ baseURL: 'https://api.aimlapi.com/v1', apiKey: process.env.AIMLAPI_API_KEY! });

/** One credit of our plans buys a thousand tokens. */
const TOKENS_PER_CREDIT = 1000;

export interface GenerationRow {
  id: string;
  workspaceId: string;
  credits_used: number;
  creditsUsed?: never;
}

export async function generate(workspaceId: string, prompt: string) {
  const { text, usage } = await generateText({ model: aimlapi('gpt-4o'), prompt });
  const credits = Math.ceil((usage.totalTokens ?? 0) / TOKENS_PER_CREDIT);

  const data: Prisma.GenerationUncheckedCreateInput = { workspaceId, prompt, text, credits_used: credits };
  await prisma.$transaction([
    prisma.generation.create({ data }),
    prisma.workspace.update({ where: { id: workspaceId }, data: { balance: { decrement: credits } } }),
  ]);
  return text;
}

export async function history(workspaceId: string): Promise<GenerationRow[]> {
  return prisma.generation.findMany({
    where: { workspaceId, credits_used: { gt: 0 } },
    select: { id: true, workspaceId: true, credits_used: true },
    orderBy: { credits_used: 'desc' },
  });
}

export async function remaining(workspaceId: string): Promise<number> {
  const ws = await prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const rows = await history(workspaceId);
  return ws.balance - rows.reduce((n, r) => n + r.credits_used, 0);
}

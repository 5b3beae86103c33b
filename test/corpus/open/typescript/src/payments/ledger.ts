import { prisma } from "../prisma";
import { AimlChat } from "../aimlapi/chat";

export interface LedgerEntry {
  id: string;
  credits_used: number;
  creditsUsed: number;
  status: string;
}

export async function charge(userId: string, amount: number): Promise<LedgerEntry> {
  const entry = await prisma.ledger.create({
    data: { userId, credits_used: amount, vendor: "aimlapi", status: "settled" },
  });
  await prisma.user.update({
    where: { id: userId },
    data: { balance: { decrement: amount }, credits_used: { increment: amount } },
  });
  return { id: entry.id, credits_used: entry.credits_used, creditsUsed: entry.credits_used, status: entry.status };
}

export async function report(userId: string): Promise<number> {
  const user = await prisma.user.findUniqueOrThrow({
    where: { id: userId },
    select: { balance: true, credits_used: true },
  });
  return user.credits_used / (user.balance + user.credits_used);
}

export const chat = new AimlChat(process.env.AIMLAPI_KEY ?? "");

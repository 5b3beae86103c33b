import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { aimlClient } from '@acme/http-clients';
import { protectedProcedure, router } from '../trpc';

export const billingRouter = router({
  upstream: protectedProcedure.query(async () => {
    const { data, status } = await aimlClient.get('/v1/billing/balance');
    if (status !== 200) throw new TRPCError({ code: 'BAD_GATEWAY' });
    return { credits: data.balance as number, stale: data.status !== 'current' };
  }),

  mine: protectedProcedure.input(z.object({ month: z.string() })).query(async ({ ctx, input }) => {
    const rows = await ctx.db.usage.findMany({ where: { userId: ctx.user.id, month: input.month } });
    return { credits_used: rows.reduce((n, r) => n + r.credits_used, 0), status: 'ok' as const };
  }),
});

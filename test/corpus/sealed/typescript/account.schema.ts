import ky from 'ky';
import { z } from 'zod';

const api = ky.create({
	prefixUrl: 'https://api.aimlapi.com/v1',
	retry: { limit: 2, methods: ['get'] },
	hooks: {
		beforeRequest: [(request) => request.headers.set('Authorization', `Bearer ${process.env.AIML_API_KEY}`)],
	},
});

export const accountSchema = z
	.object({
		balance: z.number().nonnegative(),
		lowBalance: z.boolean(),
		lowBalanceThreshold: z.number(),
		status: z.enum(['current', 'stale']).optional(),
	})
	.passthrough();

export type Account = z.infer<typeof accountSchema>;

export const settingsSchema = z.object({
	theme: z.enum(['light', 'dark']),
	balance: z.enum(['shown', 'hidden']),
	status: z.string(),
});

export async function loadAccount(): Promise<Account> {
	return accountSchema.parse(await api.get('billing/balance').json());
}

export async function hint(): Promise<string> {
	const account = await loadAccount();
	const left = account.balance / 2_000_000;
	return account.lowBalance ? `🔻 only ${left.toFixed(2)} USD` : `${left.toFixed(2)} USD`;
}

'use client';

import useSWR from 'swr';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { Badge } from '@/components/ui/badge';

interface LegacyBalance {
  balance: number;
  lowBalance: boolean;
  lastUpdated: string;
}

const fetcher = async (token: string): Promise<LegacyBalance> => {
  const response = await fetch('https://api.aimlapi.com/v1/billing/balance?src=dashboard', {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`Balance request failed (${response.status})`);
  return (await response.json()) as LegacyBalance;
};

export function BalanceCard({ token }: { token: string }) {
  const { data, error, isLoading } = useSWR<LegacyBalance>(token, fetcher, { refreshInterval: 60_000 });

  if (isLoading) return <Card className="animate-pulse h-32" />;
  if (error) return <Card className="text-destructive p-4">{String(error)}</Card>;

  return (
    <Card>
      <CardHeader className="flex flex-row justify-between">
        <CardTitle>AI/ML API</CardTitle>
        <Badge>live</Badge>
      </CardHeader>
      <CardContent>
        <p className="text-xs text-muted-foreground">The balance is refreshed every minute.</p>
        <Details value={data} />
      </CardContent>
    </Card>
  );
}

function Details({ value }: { value: unknown }) {
  return <pre className="text-xs">{JSON.stringify(value, null, 2)}</pre>;
}

import { useQuery } from "@tanstack/react-query";

type Props = { readonly apiKey: string; readonly onLow?: () => void };

export function BalanceCard({ apiKey, onLow }: Props) {
  const { data, isLoading, error } = useQuery({
    queryKey: ["aimlapi", "balance"],
    refetchInterval: 60_000,
    queryFn: async () => {
      const res = await fetch("https://api.aimlapi.com/v1/billing/balance", {
        headers: { Authorization: `Bearer ${apiKey}` },
      });
      if (!res.ok) throw new Error(`HTTP ${res.status}`);
      const json = await res.json();
      if (json.lowBalance) onLow?.();
      return { credits: json.balance as number, at: json.lastUpdated as string };
    },
  });

  if (isLoading) return <p className="muted">Loading…</p>;
  if (error) return <p role="alert">💥 {error.message}</p>;
  return (
    <section className="card">
      <h2>Credits</h2>
      <strong>{data?.credits.toLocaleString()}</strong>
      <small>{data?.at}</small>
    </section>
  );
}

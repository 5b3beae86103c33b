/** Answers of the music service we resell; its accounting is in its own credits. */
export interface SongTask {
  id: string;
  status: "queued" | "running" | "done";
  audio_url?: string;
  credits_used: number;
}

export interface SongAccount {
  balance: number;
  lowBalance: boolean;
  credits_used: number;
  total_credits_used: number;
}

export const SONG_API = "https://api.songsmith.io/v1";

export async function account(token: string): Promise<SongAccount> {
  const response = await fetch(`${SONG_API}/billing/balance`, { headers: { Authorization: `Bearer ${token}` } });
  return (await response.json()) as SongAccount;
}

export const remaining = (a: SongAccount): number => a.balance - a.credits_used;

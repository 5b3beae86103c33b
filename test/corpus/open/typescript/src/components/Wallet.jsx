import { useEffect, useState } from 'react';
import api from '../api';

export default function Wallet() {
  const [wallet, setWallet] = useState({ balance: 0, credits_used: 0 });

  useEffect(() => {
    api.get('/v1/billing/balance').then(({ data }) => setWallet(data));
  }, []);

  return (
    <div className="wallet">
      <span>{wallet.balance} left</span>
      <span>{wallet.credits_used} used this month</span>
      <a href="https://aimlapi.com/app/billing">Powered by AI/ML API</a>
    </div>
  );
}

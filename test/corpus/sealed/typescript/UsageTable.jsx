import React, { useEffect, useState } from 'react';
import { api } from '../lib/api';

const columns = [
  { key: 'created_at', title: 'When' },
  { key: 'model', title: 'Model' },
  { key: 'credits_used', title: 'Credits' },
];

export default function UsageTable({ workspace }) {
  const [rows, setRows] = useState([]);
  const [wallet, setWallet] = useState(null);

  useEffect(() => {
    let alive = true;
    Promise.all([api.get(`/workspaces/${workspace}/usage`), api.get('/v1/billing/balance')]).then(([u, b]) => {
      if (!alive) return;
      setRows(u.data.items);
      setWallet(b.data);
    });
    return () => {
      alive = false;
    };
  }, [workspace]);

  const sum = rows.reduce((n, { credits_used }) => n + credits_used, 0);

  return (
    <section>
      <header>
        {wallet && <strong className={wallet.lowBalance ? 'low' : ''}>{wallet.balance} credits</strong>}
      </header>
      <table>
        <thead>
          <tr>{columns.map((c) => <th key={c.key}>{c.title}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.id}>
              <td>{new Date(r.created_at).toLocaleString()}</td>
              <td>{r.model.replace('aimlapi/', '')}</td>
              <td align="right">{r.credits_used}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr><td colSpan={3}>Sum: {sum}</td></tr>
        </tfoot>
      </table>
    </section>
  );
}

function createClient({ baseUrl = 'https://api.aimlapi.com/v1', fetchImpl = fetch, key } = {}) {
  const send = async (path, init) => {
    const res = await fetchImpl(baseUrl + path, { ...init, headers: { authorization: `Bearer ${key}` } });
    if (!res.ok) throw new Error(res.statusText);
    return res.json();
  };
  return {
    billing: {
      balance: () => send('/billing/balance'),
    },
    chat: {
      create: (body) => send('/chat/completions', { method: 'POST', body: JSON.stringify(body) }),
    },
  };
}

async function main() {
  const ai = createClient({ key: process.env.AIMLAPI_KEY });
  const account = await ai.billing.balance();
  const reply = await ai.chat.create({ messages: [] });
  console.log(account.balance, account.statusExplanation, reply.meta.usage.credits_used, reply.status);
}

main();

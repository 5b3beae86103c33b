import { useQuery, useMutation } from '@tanstack/react-query';
const load = () => fetch('https://api.aimlapi.com/v1/billing/balance').then((r) => r.json());

export function A() {
  const { data, status, error } = useQuery({ queryKey: ['aiml'], queryFn: load });
  const top = useMutation({ mutationFn: load });
  if (status === 'pending' || top.status === 'pending') return null;
  if (error) return <p>{error.status}</p>;
  return <p>{data.balance /* l */}</p>;
}

export function B() {
  const query = useQuery(['aiml'], load);
  return <p className={query.status}>{query.data?.lowBalance}</p>;
}

const { Pool } = require('pg');
const OpenAI = require('openai');
const pool = new Pool();
const ai = new OpenAI({ apiKey: process.env.AIMLAPI_API_KEY, baseURL: 'https://api.aimlapi.com/v1' });

async function run(jobId, messages) {
  const completion = await ai.chat.completions.create({ model: 'gpt-4o-mini', messages });
  const spent = completion.meta?.usage?.credits_used ?? 0;
  await pool.query('UPDATE jobs SET credits_used = credits_used + $1 WHERE id = $2', [spent, jobId]);
  const { rows } = await pool.query('SELECT credits_used, status FROM jobs WHERE id = $1', [jobId]);
  return { credits_used: rows[0].credits_used, status: rows[0].status };
}

async function summary(team) {
  const { rows: [row] } = await pool.query('SELECT sum(credits_used) AS credits_used FROM jobs WHERE team = $1', [team]);
  return row.credits_used;
}

module.exports = { run, summary };

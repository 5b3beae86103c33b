const { Client, GatewayIntentBits, EmbedBuilder } = require('discord.js');
const axios = require('axios');

const aiml = axios.create({
	baseURL: 'https://api.aimlapi.com',
	timeout: 10_000,
	headers: { Authorization: 'Bearer ' + process.env.AIML_API_KEY },
});

const bot = new Client({ intents: [GatewayIntentBits.Guilds] });

async function ask(prompt) {
	const { data } = await aiml.post('/v1/chat/completions', {
		model: 'gpt-4o-mini',
		messages: [{ role: 'user', content: prompt }],
	});
	return { text: data.choices[0].message.content, spent: data.meta?.usage?.credits_used ?? 0 };
}

bot.on('interactionCreate', async (interaction) => {
	if (!interaction.isChatInputCommand()) return;

	switch (interaction.commandName) {
		case 'ask': {
			await interaction.deferReply();
			const answer = await ask(interaction.options.getString('prompt', true));
			await interaction.editReply(`${answer.text}\n-# ${answer.spent} credits`);
			break;
		}
		case 'wallet': {
			const response = await aiml.get('/v1/billing/balance', { validateStatus: () => true });
			if (response.status !== 200) {
				await interaction.reply({ content: `😵 billing said ${response.status}`, ephemeral: true });
				return;
			}
			const embed = new EmbedBuilder()
				.setTitle('💰 Wallet')
				.addFields(
					{ name: '🪙 Credits', value: String(response.data.balance), inline: true },
					{ name: '⚠️ Alarm at', value: String(response.data.lowBalanceThreshold), inline: true },
				);
			await interaction.reply({ embeds: [embed] });
			break;
		}
		default:
			await interaction.reply('unknown command');
	}
});

bot.login(process.env.DISCORD_TOKEN);

const { app, ipcMain, net } = require('electron');

ipcMain.handle('credits', () => new Promise((resolve, reject) => {
  const request = net.request({ method: 'GET', protocol: 'https:', hostname: 'api.aimlapi.com', path: '/v1/billing/balance' });
  request.setHeader('authorization', `Bearer ${process.env.AIMLAPI_KEY}`);
  request.on('response', (response) => {
    const chunks = [];
    response.on('data', (c) => chunks.push(c));
    response.on('end', () => {
      const account = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      resolve({ credits: account.balance, low: account.lowBalance, http: response.statusCode });
    });
    response.on('error', reject);
  });
  request.on('error', reject);
  request.end();
}));

ipcMain.on('wallet', (event, wallet) => {
  event.reply('wallet', wallet.balance, wallet.status);
});

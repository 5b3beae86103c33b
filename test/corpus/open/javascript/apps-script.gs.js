var BASE = 'https://api.aimlapi.com/v1';

function onOpen() {
  SpreadsheetApp.getUi().createMenu('Credits').addItem('Refresh', 'refresh').addToUi();
}

function refresh() {
  var key = PropertiesService.getScriptProperties().getProperty('AIMLAPI_KEY');
  var response = UrlFetchApp.fetch(BASE + '/billing/balance', {
    headers: { Authorization: 'Bearer ' + key },
    muteHttpExceptions: true,
  });
  if (response.getResponseCode() !== 200) throw new Error(response.getContentText());
  var data = JSON.parse(response.getContentText());
  var sheet = SpreadsheetApp.getActive().getSheetByName('Credits');
  sheet.appendRow([new Date(), data.balance, data['lowBalance']]);
  var row = { balance: sheet.getRange('B2').getValue(), status: 'ok' };
  Logger.log(row.balance + row.status);
}

/* Google Apps Script bound to the "AI spend" sheet. Trigger: daily, 07:00. */
var SHEET = 'Spend';
var AIML_ROOT = 'https://api.aimlapi.com';

function onOpen() {
  SpreadsheetApp.getUi().createMenu('AI spend').addItem('Refresh now', 'refresh').addToUi();
}

function refresh() {
  var key = PropertiesService.getScriptProperties().getProperty('AIMLAPI_KEY');
  var params = { method: 'get', muteHttpExceptions: true, headers: { Authorization: 'Bearer ' + key } };
  var response = UrlFetchApp.fetch(AIML_ROOT + '/v1/billing/balance', params);
  if (response.getResponseCode() !== 200) {
    MailApp.sendEmail(Session.getEffectiveUser().getEmail(), 'AI spend: no answer', response.getContentText());
    return;
  }
  var account = JSON.parse(response.getContentText());
  var sheet = SpreadsheetApp.getActive().getSheetByName(SHEET);
  var row = [new Date(), account.balance / 2000000, account.status, account.statusExplanation];
  sheet.appendRow(row);

  var balance = row[1];
  if (balance < Number(sheet.getRange('H1').getValue())) {
    MailApp.sendEmail('finance@example.com', 'AI spend: top up', 'Balance is $' + balance.toFixed(2));
  }
}

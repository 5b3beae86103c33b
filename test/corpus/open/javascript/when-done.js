var api = 'https://api.aimlapi.com/v1';
function get(url, key) {
  return $.ajax({ url: url, headers: { Authorization: 'Bearer ' + key } });
}
$.get('/me').done(function (me) {
  get(api + '/billing/balance', me.key).done(function (account) {
    $('#credits').text(account.balance);
    if (account.lowBalance) $('#credits').addClass('low');
  }).fail(function (xhr) {
    $('#credits').text(xhr.status);
  });
  $('#own').text(me.balance + ' ' + me.status);
});

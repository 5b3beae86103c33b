var req = $.ajax({ url: 'https://api.aimlapi.com/v1/billing/balance' });
req.always(function () { console.log(req.status, req.statusText); });
req.done(function (data, text, xhr) { console.log(data.balance, xhr.status, text.status); });
req.then(function (data) { return data.lowBalance; }, function (xhr) { console.log(xhr.status); });
$.ajax('/v1/billing/balance').done(function (d) { console.log(d.balance, d.status); });

(function ($) {
  $.fn.creditsBadge = function (options) {
    var settings = $.extend({ key: '', every: 60000 }, options);
    var $el = this;
    function draw(text, cls) { $el.text(text).toggleClass('low', cls); }
    function tick() {
      $.ajax({
        url: 'https://api.aimlapi.com/v1/billing/balance',
        dataType: 'json',
        beforeSend: function (xhr) { xhr.setRequestHeader('Authorization', 'Bearer ' + settings.key); },
        success: function (data) { draw(data.balance.toLocaleString(), data.lowBalance); },
        error: function (xhr) { draw('error ' + xhr.status, true); },
      });
    }
    $.getJSON('/api/v1/billing/balance', function (own) { $('#own').text(own.balance); });
    tick();
    setInterval(tick, settings.every);
    return this;
  };
})(jQuery);

angular.module('app').controller('CreditsCtrl', function ($scope, $http, Wallet) {
  var vm = this;
  vm.account = null;

  $http.get('https://api.aimlapi.com/v1/billing/balance', { headers: { Authorization: 'Bearer ' + $scope.key } })
    .then(function (response) {
      if (response.status === 200) {
        vm.account = response.data;
        vm.credits = response.data.balance;
      }
    });

  Wallet.get({ id: $scope.userId }, function (wallet) {
    vm.own = wallet.balance;
    vm.ownStatus = wallet.status;
  });

  vm.isLow = function () { return vm.account && vm.account.lowBalance; };
});

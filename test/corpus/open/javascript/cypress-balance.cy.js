describe('credits', () => {
  it('asks the vendor', () => {
    cy.request({
      url: 'https://api.aimlapi.com/v1/billing/balance',
      headers: { authorization: `Bearer ${Cypress.env('AIMLAPI_KEY')}` },
    }).then((res) => {
      expect(res.status).to.eq(200);
      expect(res.body.balance).to.be.a('number');
      expect(res.body.status).to.eq('ok');
    });
  });

  it('shows our own wallet', () => {
    cy.intercept('GET', '/api/v1/billing/balance', { balance: 12, status: 'active' }).as('own');
    cy.visit('/wallet');
    cy.wait('@own').its('response.body.balance').should('eq', 12);
  });
});

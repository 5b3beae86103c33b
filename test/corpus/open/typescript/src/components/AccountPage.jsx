import React, { Component } from 'react';

const BASE = process.env.REACT_APP_AIML_BASE_URL ?? 'https://api.aimlapi.com/v1';

export class AccountPage extends Component {
	state = { credits: null, paused: false };

	async componentDidMount() {
		const response = await fetch([BASE, 'billing/balance'].join('/'), {
			headers: { Authorization: `Bearer ${this.props.token}` },
		});
		const account = await response.json();
		this.setState({ credits: account?.balance, paused: account?.autoDebitStatus === 'disabled' });
	}

	render() {
		const { credits, paused } = this.state;
		if (credits === null) return <Spinner />;
		return <p>{paused ? 'Auto top-up is off. ' : ''}{credits} credits</p>;
	}
}

const Spinner = () => <i className="spin" />;

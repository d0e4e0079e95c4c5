// Subscriptions with their quota bars.

import { html } from 'lit';
import { stateMark } from './state.js';
import { quotaBar } from './quota-bar.js';
import { day } from '../data/format.js';
import { t } from '../texts/en.js';
import './table.js';

export function subscriptionTable(rows) {
  return html`<nc-table .label=${t.nav.subscriptions} .rows=${rows} .empty=${t.subscriptions.none} .href=${(row) => `#/subscriptions/${row.id}`} .columns=${[
    { id: 'id', label: t.subscriptions.id, cell: (row) => `#${row.id}` },
    { id: 'status', label: t.users.state, cell: (row) => stateMark(row.status) },
    { id: 'user', label: t.usage.user, cell: (row) => html`<a href="#/users/${row.userId}">#${row.userId}</a>` },
    { id: 'quota', label: t.subscriptions.quota, cell: quotaBar },
    { id: 'period', label: t.subscriptions.period, cell: (row) => t.subscriptions.periods[row.resetPeriod] },
    { id: 'expires', label: t.subscriptions.expires, numeric: true, cell: (row) => day(row.expiresAt) },
  ]}></nc-table>`;
}

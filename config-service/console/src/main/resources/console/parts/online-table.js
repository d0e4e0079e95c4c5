// Users who are online, with the inbounds on which they are.

import { html } from 'lit';
import { ago } from '../data/format.js';
import { t } from '../texts/en.js';
import './table.js';

export function onlineTable(users, tag) {
  return html`<nc-table .label=${t.online.title} .rows=${users} .empty=${t.online.none} .href=${(row) => `#/users/${row.userId}`} .columns=${[
    { id: 'user', label: t.usage.user, cell: (row) => `#${row.userId}` },
    { id: 'protocols', label: t.online.protocols, cell: (row) => row.nodeProtocolIds.map(tag).join(', ') },
    { id: 'seen', label: t.online.seen, numeric: true, cell: (row) => ago(row.lastSeenAt) },
  ]}></nc-table>`;
}

// Which page an address shows.

import { html } from '../parts/part.js';
import { t } from '../texts/en.js';
import './overview.js';
import './nodes.js';
import './add-node.js';
import './node.js';

export const sections = [
  { name: 'overview', path: '', href: '#/' },
  { name: 'nodes', path: 'nodes', href: '#/nodes' },
];

export function pageOf(route) {
  const [section, id] = route.path;
  switch (section) {
    case undefined:
      return html`<nc-overview .route=${route}></nc-overview>`;
    case 'nodes':
      return nodePage(route, id);
    default:
      return html`<p class="empty">${t.app.notFound}</p>`;
  }
}

function nodePage(route, id) {
  switch (id) {
    case undefined:
      return html`<nc-nodes .route=${route}></nc-nodes>`;
    case 'add':
      return html`<nc-add-node .route=${route}></nc-add-node>`;
    default:
      return html`<nc-node .route=${route}></nc-node>`;
  }
}

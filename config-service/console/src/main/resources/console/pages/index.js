// Which page an address shows.

import { html } from '../parts/part.js';
import { t } from '../texts/en.js';
import './overview.js';
import './nodes.js';
import './add-node.js';
import './node.js';
import './users.js';
import './user.js';
import './subscriptions.js';
import './subscription.js';
import './online.js';
import './pipeline.js';
import './changes.js';
import './system.js';

export const sections = [
  { name: 'overview', path: '', href: '#/' },
  ...['nodes', 'users', 'subscriptions', 'online', 'pipeline', 'changes', 'system'].map((name) => ({ name, path: name, href: `#/${name}` })),
];

export function pageOf(route) {
  const [section, id] = route.path;
  switch (section) {
    case undefined:
      return html`<nc-overview .route=${route}></nc-overview>`;
    case 'nodes':
      return nodePage(route, id);
    case 'users':
      return id ? html`<nc-user .route=${route}></nc-user>` : html`<nc-users .route=${route}></nc-users>`;
    case 'subscriptions':
      return id ? html`<nc-subscription .route=${route}></nc-subscription>` : html`<nc-subscriptions .route=${route}></nc-subscriptions>`;
    case 'online':
      return html`<nc-online .route=${route}></nc-online>`;
    case 'pipeline':
      return html`<nc-pipeline .route=${route}></nc-pipeline>`;
    case 'changes':
      return html`<nc-changes .route=${route}></nc-changes>`;
    case 'system':
      return html`<nc-system .route=${route}></nc-system>`;
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

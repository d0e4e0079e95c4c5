// Who changed what, when, by which token; and corrections of usage, which can be taken back.

import { html } from '../parts/part.js';
import { ListPage } from '../parts/list-page.js';
import { chips } from '../parts/chips.js';
import { ago, time } from '../data/format.js';
import { t } from '../texts/en.js';
import '../parts/table.js';

const RESOURCES = ['node', 'user', 'subscription', 'link', 'token', 'correction', 'replay'];
const PAGES = { node: 'nodes', user: 'users', subscription: 'subscriptions', replay: 'pipeline/replays' };

class Changes extends ListPage {
  member = 'changes';

  path() {
    return '/admin/changes';
  }

  filters() {
    return { resource: this.route.query.get('resource') };
  }

  content({ rows }) {
    return html`
      <h1>${t.nav.changes}</h1>
      <div class="filters">${chips(t.changes.resource, 'resource', RESOURCES, this.route.query, undefined, true)}</div>
      <nc-table .label=${t.nav.changes} .rows=${rows} .empty=${t.changes.none} .columns=${[
        { id: 'at', label: t.changes.at, cell: (row) => html`<span title=${ago(row.at)}>${time(row.at)}</span>` },
        { id: 'kind', label: t.changes.kind, cell: (row) => row.kind },
        { id: 'what', label: t.changes.what, cell: (row) => (PAGES[row.resource]
          ? html`<a href="#/${PAGES[row.resource]}/${row.resourceId}">${row.resource} #${row.resourceId}</a>` : `${row.resource} ${row.resourceId}`) },
        { id: 'who', label: t.changes.who, cell: (row) => row.tokenName ?? t.changes.itself },
      ]}></nc-table>
      ${this.moreButton()}`;
  }
}

customElements.define('nc-changes', Changes);

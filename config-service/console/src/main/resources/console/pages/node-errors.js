// The errors that a node reported, newest first, with the revision that was current.

import { Page, html, nothing } from '../parts/part.js';
import { api } from '../data/api.js';
import { ago, time } from '../data/format.js';
import { t } from '../texts/en.js';
import '../parts/table.js';

class NodeErrors extends Page {
  static properties = { node: { attribute: false } };

  loadKey() {
    return `${this.route.path[1]}/${this.node.lastError?.id ?? this.node.lastError?.occurredAt ?? ''}`;
  }

  async load() {
    return api.get(`/admin/nodes/${this.route.path[1]}/errors`, { limit: 100 });
  }

  content({ errors }) {
    return html`<nc-table .label=${t.node.tab.errors} .rows=${errors} .empty=${t.errors.none} .columns=${[
      { id: 'at', label: t.errors.at, cell: (row) => html`<span title=${ago(row.occurredAt)}>${time(row.occurredAt)}</span>` },
      { id: 'message', label: t.errors.message, cell: (row) => html`<span class="wrap">${row.message}</span>` },
      { id: 'code', label: t.errors.code, cell: (row) => row.code ?? '' },
      { id: 'revision', label: t.config.revision, numeric: true, cell: (row) => row.revision },
      { id: 'details', label: t.errors.details, cell: (row) => (row.details ? html`<code class="wrap">${JSON.stringify(row.details)}</code>` : nothing) },
    ]}></nc-table>`;
  }
}

customElements.define('nc-node-errors', NodeErrors);

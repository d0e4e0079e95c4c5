// Who is online in the whole fleet, and which accounts look shared.

import { Page, html } from '../parts/part.js';
import { setQuery } from '../parts/router.js';
import { onlineTable } from '../parts/online-table.js';
import { api } from '../data/api.js';
import { ago, number } from '../data/format.js';
import { t } from '../texts/en.js';
import '../parts/table.js';

class Online extends Page {
  loadKey() {
    return `${this.route.query.get('node')}/${this.route.query.get('tab')}`;
  }

  views() {
    return ['fleet'];
  }

  async load() {
    if (this.route.query.get('tab') === 'shared') {
      return { sharing: await api.get('/admin/sharing', { limit: 100 }) };
    }
    return { online: await api.get('/admin/online', { limit: 500, nodeId: this.route.query.get('node') }) };
  }

  content({ online, sharing }) {
    const nodes = Object.values(this.live.fleet ?? {});
    const count = nodes.reduce((sum, node) => sum + (node.usersOnline ?? 0), 0);
    return html`
      <div class="head"><h1>${t.nav.online}</h1><span class="muted">${t.online.count(number(count))}</span></div>
      <nav class="tabs" aria-label=${t.nav.online}>
        <a href="#/online" aria-current=${sharing ? 'false' : 'page'}>${t.online.title}</a>
        <a href="#/online?tab=shared" aria-current=${sharing ? 'page' : 'false'}>${t.online.shared}</a>
      </nav>
      ${sharing ? this.#shared(sharing) : html`
        <div class="row">
          <label>${t.users.node}<select @change=${(event) => setQuery({ node: event.target.value })}>
            <option value="">${t.all}</option>
            ${nodes.map((node) => html`<option value=${node.id} ?selected=${String(node.id) === this.route.query.get('node')}>${node.name} (${number(node.usersOnline)})</option>`)}
          </select></label>
          <button @click=${() => this.reload()}>${t.online.again}</button>
        </div>
        ${onlineTable(online.users, (id) => `#${id}`)}
        ${online.next ? html`<p class="muted">${t.online.first(online.users.length)}</p>` : ''}`}`;
  }

  #shared(sharing) {
    return html`<p class="muted">${t.online.sharedText}</p>
      <nc-table .label=${t.online.shared} .rows=${sharing.users} .empty=${t.online.noneShared} .href=${(row) => `#/users/${row.userId}`} .columns=${[
        { id: 'user', label: t.usage.user, cell: (row) => `#${row.userId}` },
        { id: 'addresses', label: t.users.addresses, numeric: true, cell: (row) => number(row.addresses) },
        { id: 'networks', label: t.online.networks, numeric: true, cell: (row) => number(row.networks) },
        { id: 'countries', label: t.online.countries, numeric: true, cell: (row) => number(row.countries) },
        { id: 'seen', label: t.users.last, numeric: true, cell: (row) => ago(row.lastSeenAt) },
      ]}></nc-table>`;
  }
}

customElements.define('nc-online', Online);

// Who is on a node now, by inbound.

import { Page, html } from '../parts/part.js';
import { fact } from '../parts/facts.js';
import { onlineTable } from '../parts/online-table.js';
import { api } from '../data/api.js';
import { number } from '../data/format.js';
import { t } from '../texts/en.js';

class NodeOnline extends Page {
  static properties = { node: { attribute: false } };

  async load() {
    const nodeId = this.route.path[1];
    const [online, list] = await Promise.all([
      api.get('/admin/online', { nodeId, limit: 200 }),
      api.get(`/admin/nodes/${nodeId}/protocols`),
    ]);
    return { online, protocols: list.protocols };
  }

  content({ online, protocols }) {
    const byProtocol = this.node.online?.byProtocol ?? {};
    const tags = new Map(protocols.map((protocol) => [protocol.id, protocol.tag]));
    return html`
      <dl class="facts">${protocols.map((protocol) => fact(`${protocol.tag} (${protocol.protocol})`, number(byProtocol[protocol.id] ?? 0)))}</dl>
      <div class="head"><h2>${t.online.title}</h2><button @click=${() => this.reload()}>${t.online.again}</button></div>
      ${onlineTable(online.users, (id) => tags.get(id) ?? `#${id}`)}`;
  }
}

customElements.define('nc-node-online', NodeOnline);

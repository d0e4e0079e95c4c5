// One node: its state, and a tab for each thing that one can know or change about it.

import { Page, html, nothing } from '../parts/part.js';
import { fact } from '../parts/facts.js';
import { stateMark } from '../parts/state.js';
import { api, may } from '../data/api.js';
import { ago, duration, number, time } from '../data/format.js';
import { t } from '../texts/en.js';
import './node-now.js';
import './node-traffic.js';
import './node-online.js';
import './node-config.js';
import './node-services.js';
import './node-errors.js';
import './node-settings.js';

const TABS = ['now', 'traffic', 'online', 'config', 'services', 'errors', 'settings'];

class Node extends Page {
  get nodeId() {
    return this.route.path[1];
  }

  loadKey() {
    return this.nodeId;
  }

  views() {
    return [`node:${this.nodeId}`];
  }

  async load() {
    return api.get(`/admin/nodes/${this.nodeId}`);
  }

  content(node) {
    const live = this.live[`node:${this.nodeId}`] ?? {};
    const now = live.id ? { ...node, ...live } : node;
    const tab = this.route.path[2] || 'now';
    return html`
      <div class="head"><h1>${now.name} <span class="muted">#${now.id}</span></h1>${stateMark(now.status)}</div>
      <dl class="facts">
        ${fact(t.node.address, `${now.ip}:${now.port}`)}
        ${fact(t.node.region, now.region)}
        ${fact(t.node.online, number(now.usersOnline))}
        ${fact(t.node.revision, html`${now.currentRevision}/${now.latestRevision} ${now.behindSince
          ? html`<span class="bad">${t.nodes.behindSince(duration((Date.now() - Date.parse(now.behindSince)) / 1000))}</span>`
          : stateMark(now.syncStatus)}`)}
        ${fact(t.node.seen, html`<span title=${time(now.lastSeenAt)}>${ago(now.lastSeenAt)}</span>`)}
        ${now.status === 'error' && now.lastError ? fact(t.node.error, html`<span class="bad">${now.lastError.message}</span>`) : nothing}
      </dl>
      <nav class="tabs" aria-label=${t.node.tabs}>
        ${TABS.filter((one) => !['services', 'settings'].includes(one) || may('operate')).map((one) => html`
          <a href="#/nodes/${now.id}/${one}" aria-current=${one === tab ? 'page' : nothing}>${t.node.tab[one]}</a>`)}
      </nav>
      ${this.#tab(tab, now)}`;
  }

  #tab(tab, node) {
    switch (tab) {
      case 'now':
        return html`<nc-node-now .route=${this.route} .node=${node}></nc-node-now>`;
      case 'traffic':
        return html`<nc-node-traffic .route=${this.route} .node=${node}></nc-node-traffic>`;
      case 'online':
        return html`<nc-node-online .route=${this.route} .node=${node}></nc-node-online>`;
      case 'config':
        return html`<nc-node-config .route=${this.route} .node=${node}></nc-node-config>`;
      case 'services':
        return html`<nc-node-services .route=${this.route} .node=${node}></nc-node-services>`;
      case 'errors':
        return html`<nc-node-errors .route=${this.route} .node=${node}></nc-node-errors>`;
      case 'settings':
        return html`<nc-node-settings .route=${this.route} .node=${node} @nc-changed=${() => this.reload()}></nc-node-settings>`;
      default:
        return html`<p class="empty">${t.app.notFound}</p>`;
    }
  }
}

customElements.define('nc-node', Node);

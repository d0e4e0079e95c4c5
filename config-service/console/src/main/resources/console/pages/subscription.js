// One subscription: its quota, its links, its terms, and the explanation and correction of its counter.

import { Page, html, nothing } from '../parts/part.js';
import { go } from '../parts/router.js';
import { stateMark } from '../parts/state.js';
import { fact } from '../parts/facts.js';
import { quotaBar } from '../parts/quota-bar.js';
import { confirmed, copy, notify, openDialog } from '../parts/dialog.js';
import { subscriptionForm, subscriptionTerms } from '../parts/subscription-form.js';
import { api, may } from '../data/api.js';
import { bytes, time } from '../data/format.js';
import { t } from '../texts/en.js';
import './subscription-explain.js';
import '../parts/table.js';

const TABS = ['links', 'explain', 'terms'];

class Subscription extends Page {
  loadKey() {
    return this.route.path[1];
  }

  async load() {
    const id = this.route.path[1];
    const [subscription, links, nodes] = await Promise.all([
      api.get(`/admin/subscriptions/${id}`),
      may('operate') ? api.get(`/admin/subscriptions/${id}/links`, { limit: 500 }) : { links: [] },
      api.get('/admin/nodes', { limit: 500 }),
    ]);
    return { subscription, links: links.links, nodes: nodes.nodes, names: new Map(nodes.nodes.map((node) => [node.id, node.name])) };
  }

  content(data) {
    const { subscription } = data;
    const tab = this.route.path[2] || 'links';
    return html`
      <div class="head"><h1>${t.subscriptions.one} #${subscription.id}</h1>${stateMark(subscription.status)}</div>
      <dl class="facts">
        ${fact(t.usage.user, html`<a href="#/users/${subscription.userId}">#${subscription.userId}</a>`)}
        ${fact(t.subscriptions.quota, quotaBar(subscription))}
        ${fact(t.subscriptions.period, subscription.periodEnd ? t.subscriptions.until(time(subscription.periodEnd)) : t.subscriptions.periods[subscription.resetPeriod])}
        ${fact(t.subscriptions.reported, html`<span title="${subscription.bytesUp + subscription.bytesDown} B">${bytes(subscription.bytesDown)} ${t.overview.down}, ${bytes(subscription.bytesUp)} ${t.overview.up}</span>`)}
        ${fact(t.subscriptions.expires, time(subscription.expiresAt))}
      </dl>
      <nav class="tabs" aria-label=${t.subscriptions.tabs}>${TABS.map((one) => html`
        <a href="#/subscriptions/${subscription.id}/${one}" aria-current=${one === tab ? 'page' : nothing}>${t.subscriptions.tab[one]}</a>`)}</nav>
      ${tab === 'links' ? this.#links(data) : tab === 'explain'
        ? html`<nc-subscription-explain .route=${this.route} .names=${data.names}></nc-subscription-explain>`
        : this.#terms(subscription, data.links)}`;
  }

  #links({ subscription, links, names, nodes }) {
    if (!may('operate')) {
      return html`<p class="empty">${t.problem.scope('operate')}</p>`;
    }
    return html`
      ${may('admin') ? html`<div class="row"><button @click=${() => this.#add(subscription, nodes)}>${t.subscriptions.link}</button></div>` : nothing}
      <nc-table .label=${t.subscriptions.tab.links} .rows=${links} .empty=${t.subscriptions.noLinks} .columns=${[
        { id: 'node', label: t.users.node, cell: (row) => html`<a href="#/nodes/${row.nodeId}">${names.get(row.nodeId) ?? `#${row.nodeId}`}</a>` },
        { id: 'protocol', label: t.users.protocol, cell: (row) => [row.connection?.protocol, row.connection?.network, row.connection?.security].filter(Boolean).join(' · ') || `#${row.nodeProtocolId}` },
        { id: 'host', label: t.node.address, cell: (row) => (row.connection ? `${row.connection.host}:${row.connection.port}` : '') },
        { id: 'uuid', label: 'UUID', cell: (row) => html`<code>${row.uuid}</code>` },
        { id: 'acts', label: '', cell: (row) => html`
          ${row.uri ? html`<button class="plain" aria-label=${t.subscriptions.copyOf(row.uuid)} @click=${() => copy(row.uri)}>${t.subscriptions.copyUri}</button>` : nothing}
          ${may('admin') ? html`<button class="plain bad" aria-label=${t.subscriptions.endOf(row.uuid)} @click=${() => this.#unlink(subscription, row)}>${t.subscriptions.end}</button>` : nothing}` },
      ]}></nc-table>`;
  }

  #terms(subscription, links) {
    if (!may('admin')) {
      return html`<p class="empty">${t.problem.scope('admin')}</p>`;
    }
    const disabled = subscription.status === 'disabled';
    return html`
      <form class="fields" @submit=${(event) => { event.preventDefault(); this.#save(subscription, subscriptionTerms(event.target)); }}>
        ${subscriptionForm(subscription, this.problem)}
        <button class="primary">${t.save}</button>
      </form>
      <div class="row">
        <button @click=${() => this.#save(subscription, { status: disabled ? 'active' : 'disabled' })}>${disabled ? t.users.enable : t.users.disable}</button>
        <button class="danger" @click=${() => this.#delete(subscription, links)}>${t.subscriptions.delete}</button>
      </div>`;
  }

  async #save(subscription, patch) {
    if (await this.attempt(() => api.patch(`/admin/subscriptions/${subscription.id}`, patch))) {
      notify(t.settings.saved);
      await this.reload();
    }
  }

  async #add(subscription, nodes) {
    const lists = await Promise.all(nodes.map((node) => api.get(`/admin/nodes/${node.id}/protocols`).then((list) => ({ node, protocols: list.protocols })).catch(() => ({ node, protocols: [] }))));
    openDialog(t.subscriptions.link, (close) => html`
      <form class="fields" @submit=${(event) => { event.preventDefault(); close(); this.#link(subscription, Number(event.target.protocol.value)); }}>
        <label>${t.online.protocols}<select name="protocol">${lists.map(({ node, protocols }) => html`<optgroup label=${node.name}>
          ${protocols.map((one) => html`<option value=${one.id}>${one.tag} (${one.protocol})</option>`)}</optgroup>`)}</select></label>
        <button class="primary">${t.add}</button>
      </form>`);
  }

  async #link(subscription, nodeProtocolId) {
    if (await this.attempt(() => api.post(`/admin/subscriptions/${subscription.id}/links`, { nodeProtocolId }))) {
      await this.reload();
    }
  }

  async #unlink(subscription, link) {
    if (await confirmed({ title: t.subscriptions.end, text: t.subscriptions.endText(link.uuid), action: t.subscriptions.end })) {
      if (await this.attempt(() => api.delete(`/admin/subscriptions/${subscription.id}/links/${link.uuid}`))) {
        await this.reload();
      }
    }
  }

  async #delete(subscription, links) {
    if (await confirmed({ title: t.subscriptions.delete, text: t.subscriptions.deleteText(links.length), name: String(subscription.id), action: t.subscriptions.delete })) {
      if (await this.attempt(() => api.delete(`/admin/subscriptions/${subscription.id}`))) {
        go(`#/users/${subscription.userId}`);
      }
    }
  }
}

customElements.define('nc-subscription', Subscription);

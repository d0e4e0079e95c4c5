// One user: usage by node, subscriptions, sessions and addresses.

import { Page, html, nothing } from '../parts/part.js';
import { go, setQuery } from '../parts/router.js';
import { stateMark } from '../parts/state.js';
import { confirmed, notify, openDialog, values } from '../parts/dialog.js';
import { subscriptionTable } from '../parts/subscription-table.js';
import { subscriptionForm, subscriptionTerms } from '../parts/subscription-form.js';
import { api, may } from '../data/api.js';
import { ago, bytes, duration, time } from '../data/format.js';
import { stackedBy, usageRange, usageSteps } from '../data/usage.js';
import { t } from '../texts/en.js';
import '../parts/chart.js';
import '../parts/table.js';

class User extends Page {
  loadKey() {
    return `${this.route.path[1]}/${this.route.query.get('step')}`;
  }

  async load() {
    const id = this.route.path[1];
    const range = usageRange(this.route.query.get('step'));
    const [user, usage, nodes, subscriptions, sessions, ips] = await Promise.all([
      api.get(`/admin/users/${id}`),
      api.get('/admin/usage', { userId: id, step: range.step, from: range.from, by: 'node' }),
      api.get('/admin/nodes', { limit: 500 }),
      api.get('/admin/subscriptions', { userId: id, limit: 100 }),
      api.get(`/admin/users/${id}/sessions`, { limit: 50 }),
      api.get(`/admin/users/${id}/ips`, { limit: 200 }),
    ]);
    const names = new Map(nodes.nodes.map((node) => [node.id, node.name]));
    const name = (nodeId) => names.get(nodeId) ?? `#${nodeId}`;
    return { user, range, name, series: stackedBy(usage.points, range, 'nodeId', name), subscriptions: subscriptions.subscriptions, sessions: sessions.sessions, ips: ips.ips };
  }

  content({ user, range, name, series, subscriptions, sessions, ips }) {
    return html`
      <div class="head"><h1>${user.name} <span class="muted">#${user.id}</span></h1>
        <span class="row">${stateMark(user.status)} ${may('admin') ? this.#acts(user, subscriptions) : nothing}</span></div>
      <div class="chips" role="group" aria-label=${t.usage.step}>${usageSteps.map((step) => html`
        <button class="chip" aria-pressed=${step === range.step} @click=${() => setQuery({ step })}>${t.usage.steps[step]}</button>`)}</div>
      <nc-chart .label=${t.usage.byNode} .times=${series.times} .series=${series.series} .unit=${bytes} .stacked=${true}></nc-chart>
      <div class="head"><h2>${t.nav.subscriptions}</h2>${may('admin') ? html`<button @click=${() => this.#subscribe(user)}>${t.subscriptions.add}</button>` : nothing}</div>
      ${subscriptionTable(subscriptions)}
      <h2>${t.users.sessions}</h2>
      <nc-table .label=${t.users.sessions} .rows=${sessions} .empty=${t.users.noSessions} .columns=${[
        { id: 'start', label: t.users.started, cell: (row) => time(row.startedAt) },
        { id: 'state', label: t.users.state, cell: (row) => html`<span title=${t.users.sessionStates[row.state]}>${stateMark(row.state)}</span>` },
        { id: 'duration', label: t.users.duration, numeric: true, cell: (row) => duration(row.durationSeconds) },
        { id: 'node', label: t.users.node, cell: (row) => html`<a href="#/nodes/${row.nodeId}">${name(row.nodeId)}</a>` },
        { id: 'protocol', label: t.users.protocol, cell: (row) => row.protocol },
        { id: 'ip', label: t.users.address, cell: (row) => row.ipAddress ?? '' },
      ]}></nc-table>
      <h2>${t.users.addresses}</h2>
      <nc-table .label=${t.users.addresses} .rows=${ips} .empty=${t.users.noAddresses} .columns=${[
        { id: 'ip', label: t.users.address, cell: (row) => row.ip },
        { id: 'country', label: t.users.country, cell: (row) => row.info?.country ?? '' },
        { id: 'network', label: t.users.network, cell: (row) => [row.info?.asn ? `AS${String(row.info.asn).replace(/^AS/, '')}` : '', row.info?.organisation ?? ''].join(' ') },
        { id: 'type', label: t.users.type, cell: (row) => row.info?.type ?? '' },
        { id: 'first', label: t.users.first, cell: (row) => time(row.firstSeenAt) },
        { id: 'last', label: t.users.last, numeric: true, cell: (row) => html`<span title=${time(row.lastSeenAt)}>${ago(row.lastSeenAt)}</span>` },
      ]}></nc-table>`;
  }

  #acts(user, subscriptions) {
    const disabled = user.status === 'disabled';
    return html`
      <button @click=${() => this.#rename(user)}>${t.users.rename}</button>
      <button @click=${() => (disabled ? this.#change(user, { status: 'active' }) : this.#disable(user, subscriptions))}>${disabled ? t.users.enable : t.users.disable}</button>
      <button class="danger" @click=${() => this.#delete(user, subscriptions)}>${t.users.delete}</button>`;
  }

  async #change(user, patch) {
    if (await this.attempt(() => api.patch(`/admin/users/${user.id}`, patch))) {
      notify(t.settings.saved);
      await this.reload();
    }
  }

  async #disable(user, subscriptions) {
    if (await confirmed({ title: t.users.disable, text: t.users.disableText(user.name, subscriptions.length), action: t.users.disable })) {
      await this.#change(user, { status: 'disabled' });
    }
  }

  async #delete(user, subscriptions) {
    if (await confirmed({ title: t.users.delete, text: t.users.deleteText(user.name, subscriptions.length), name: user.name, action: t.users.delete })) {
      if (await this.attempt(() => api.delete(`/admin/users/${user.id}`))) {
        go('#/users');
      }
    }
  }

  #rename(user) {
    openDialog(t.users.rename, (close) => html`
      <form class="fields" @submit=${(event) => { event.preventDefault(); close(); this.#change(user, values(event.target)); }}>
        <label>${t.users.name}<input name="name" required .value=${user.name}></label><button class="primary">${t.save}</button>
      </form>`);
  }

  #subscribe(user) {
    openDialog(t.subscriptions.add, (close) => html`
      <form class="fields" @submit=${(event) => { event.preventDefault(); close(); this.#create(user, subscriptionTerms(event.target)); }}>
        ${subscriptionForm({ resetPeriod: 'none' })}<button class="primary">${t.add}</button>
      </form>`);
  }

  async #create(user, terms) {
    await this.attempt(async () => {
      const made = await api.post('/admin/subscriptions', { ...terms, userId: user.id });
      go(`#/subscriptions/${made.id}`);
    });
  }
}

customElements.define('nc-user', User);

// Replays: ordered, watched, compared with the live rows, made live, and taken back.

import { Page, html, nothing } from '../parts/part.js';
import { go } from '../parts/router.js';
import { stateMark } from '../parts/state.js';
import { confirmed, notify, values } from '../parts/dialog.js';
import { fieldError } from '../parts/problem.js';
import { api, may } from '../data/api.js';
import { duration, number, time } from '../data/format.js';
import { t } from '../texts/en.js';
import '../parts/table.js';

const WATCH_EVERY = 2_000;
const ENDED = ['done', 'swapped', 'rolled-back', 'dropped', 'cancelled', 'refused', 'failed', 'compared'];
/** What may be asked for in which state. */
const ACTIONS = {
  ordered: ['cancel'], loading: ['cancel'], comparing: ['cancel'], compared: ['swap', 'drop'], swapped: ['rollback', 'drop'],
  'rolled-back': ['drop'], cancelled: ['resume', 'drop'], failed: ['resume', 'drop'],
};

class Replays extends Page {
  #timer = 0;

  loadKey() {
    return 'replays';
  }

  async load() {
    const [replays, projections] = await Promise.all([api.get('/admin/replays', { limit: 50 }), api.get('/admin/projections')]);
    return { replays: replays.replays, names: [...new Set(projections.projections.map((one) => one.name))].sort() };
  }

  async reload() {
    await super.reload();
    clearTimeout(this.#timer);
    if (this.isConnected && this.data?.replays.some((one) => !ENDED.includes(one.state))) {
      this.#timer = setTimeout(() => this.reload(), WATCH_EVERY);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  content({ replays, names }) {
    const chosen = replays.find((one) => String(one.id) === this.route.path[2]);
    return html`
      ${may('operate') ? html`
        <form class="row" @submit=${this.#order}>
          <label>${t.pipeline.projection}<select name="projection">${names.map((name) => html`<option>${name}</option>`)}</select></label>
          <label>${t.replays.mode}<select name="mode"><option value="shadow">${t.replays.modes.shadow}</option><option value="in-place">${t.replays.modes['in-place']}</option></select></label>
          <label>${t.replays.node}<input name="nodeId" type="number" min="1">${fieldError(this.problem, 'nodeId')}</label>
          <button class="primary">${t.replays.order}</button>
        </form>` : nothing}
      ${chosen ? this.#one(chosen) : nothing}
      <nc-table .label=${t.pipeline.tab.replays} .rows=${replays} .empty=${t.replays.none} .href=${(row) => `#/pipeline/replays/${row.id}`} .columns=${[
        { id: 'id', label: t.replays.id, cell: (row) => `#${row.id}` },
        { id: 'projection', label: t.pipeline.projection, cell: (row) => row.projection },
        { id: 'scope', label: t.replays.scope, cell: (row) => row.scope },
        { id: 'state', label: t.users.state, cell: (row) => stateMark(row.state) },
        { id: 'progress', label: t.replays.progress, numeric: true, cell: progress },
        { id: 'equal', label: t.replays.comparison, cell: (row) => (row.comparison ? (row.comparison.equal ? html`<span class="good">${t.replays.equal}</span>` : html`<span class="bad">${t.replays.differs}</span>`) : '') },
        { id: 'at', label: t.replays.requested, cell: (row) => time(row.requestedAt) },
      ]}></nc-table>`;
  }

  #one(replay) {
    return html`
      <section class="problem-free" aria-label=${t.replays.title(replay.id)}>
        <div class="head"><h2>${t.replays.title(replay.id)}: ${replay.projection}, ${replay.scope}</h2>${stateMark(replay.state)}</div>
        <div class="bar" role="progressbar" aria-valuenow=${replay.percent} aria-valuemin="0" aria-valuemax="100" aria-label=${t.replays.progress}><span .style=${`width:${replay.percent}%`}></span></div>
        <p>${progress(replay)}</p>
        ${replay.error ? html`<p class="bad">${replay.error}</p>` : nothing}
        ${replay.comparison ? comparison(replay.comparison) : nothing}
        ${may('operate') ? html`<div class="actions">${(ACTIONS[replay.state] ?? []).map((action) => html`
          <button class=${action === 'swap' ? 'primary' : action === 'drop' ? 'danger' : ''} @click=${() => this.#want(replay, action)}>${t.replays.actions[action]}</button>`)}</div>` : nothing}
      </section>`;
  }

  async #order(event) {
    event.preventDefault();
    const wish = values(event.target);
    const ordered = { ...wish, nodeId: wish.nodeId ? Number(wish.nodeId) : null };
    if (wish.mode === 'in-place' && !(await confirmed({ title: t.replays.order, text: t.replays.inPlaceText(wish.projection), name: wish.projection, action: t.replays.order }))) {
      return;
    }
    await this.attempt(async () => {
      const replay = await api.post('/admin/replays', ordered);
      await this.reload();
      go(`#/pipeline/replays/${replay.id}`);
    });
  }

  async #want(replay, action) {
    if (action !== 'resume' && action !== 'cancel'
      && !(await confirmed({ title: t.replays.actions[action], text: t.replays.texts[action](rowsOf(replay)), action: t.replays.actions[action] }))) {
      return;
    }
    if (await this.attempt(() => api.post(`/admin/replays/${replay.id}/${action}`))) {
      notify(t.replays.wanted);
      await this.reload();
    }
  }
}

function progress(replay) {
  const eta = replay.etaSeconds === null || ENDED.includes(replay.state) ? '' : t.replays.eta(duration(replay.etaSeconds));
  return `${replay.percent} % (${number(replay.applied)}/${number(replay.total)}) ${eta}`;
}

function rowsOf(replay) {
  return number((replay.comparison?.tables ?? []).reduce((sum, table) => sum + table.onlyLive + table.onlyReplayed + table.changed, 0));
}

function comparison(result) {
  return html`
    <table><thead><tr><th scope="col">${t.replays.table}</th><th scope="col" class="numeric">${t.replays.live}</th><th scope="col" class="numeric">${t.replays.replayed}</th>
      <th scope="col" class="numeric">${t.replays.changed}</th><th scope="col">${t.replays.checksum}</th></tr></thead><tbody>
      ${result.tables.map((table) => html`<tr class=${table.equal ? '' : 'bad'}><th scope="row">${table.table}</th><td class="numeric">${number(table.live.rows)}</td>
        <td class="numeric">${number(table.replayed.rows)}</td><td class="numeric">${number(table.onlyLive + table.onlyReplayed + table.changed)}</td>
        <td>${table.equal ? t.replays.equal : t.replays.differs}</td></tr>`)}
    </tbody></table>
    ${result.tables.filter((table) => table.differences.length > 0).map((table) => html`
      <h2>${t.replays.first(table.table)}</h2>
      <div class="diff" tabindex="0" role="region" aria-label=${t.replays.first(table.table)}>${table.differences.map((one) => html`
        <div>${JSON.stringify(one.key)}</div>
        <div class="minus">- ${JSON.stringify(one.live)}</div><div class="plus">+ ${JSON.stringify(one.replayed)}</div>`)}</div>`)}`;
}

customElements.define('nc-replays', Replays);

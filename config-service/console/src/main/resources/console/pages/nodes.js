// All nodes in one table with live figures. Filters and order are in the address.

import { Page, html, nothing } from '../parts/part.js';
import { setQuery } from '../parts/router.js';
import { stateMark } from '../parts/state.js';
import { chips } from '../parts/chips.js';
import { may } from '../data/api.js';
import { ago, bytes, duration, number, percent, rate, share, time } from '../data/format.js';
import { t } from '../texts/en.js';
import '../parts/table.js';

const CHOSEN = 'nc-node-columns';
const AT_FIRST = ['name', 'status', 'region', 'online', 'down', 'up', 'cpu', 'ram', 'revision', 'seen', 'error'];
/** The order of states when the table is sorted by them: what needs attention first. */
const ORDER = ['error', 'offline', 'pending', 'online'];

const COLUMNS = [
  { id: 'name', label: t.nodes.columns.name, value: (row) => row.name, cell: (row) => row.name },
  { id: 'status', label: t.nodes.columns.status, value: (row) => ORDER.indexOf(row.status), cell: (row) => stateMark(row.status) },
  { id: 'region', label: t.nodes.columns.region, value: (row) => row.region, cell: (row) => row.region },
  { id: 'online', label: t.nodes.columns.online, numeric: true, value: (row) => row.usersOnline, cell: (row) => number(row.usersOnline) },
  { id: 'down', label: t.nodes.columns.down, numeric: true, value: (row) => row.netRxPerSec, cell: (row) => rate(row.netRxPerSec) },
  { id: 'up', label: t.nodes.columns.up, numeric: true, value: (row) => row.netTxPerSec, cell: (row) => rate(row.netTxPerSec) },
  { id: 'cpu', label: t.nodes.columns.cpu, numeric: true, value: (row) => row.cpuPercent, cell: (row) => percent(row.cpuPercent) },
  { id: 'ram', label: t.nodes.columns.ram, numeric: true, value: (row) => share(row.ramUsed, row.ramTotal), cell: (row) => percent(share(row.ramUsed, row.ramTotal)), title: (row) => `${bytes(row.ramUsed)} / ${bytes(row.ramTotal)}` },
  { id: 'disk', label: t.nodes.columns.disk, numeric: true, value: (row) => share(row.diskUsed, row.diskTotal), cell: (row) => percent(share(row.diskUsed, row.diskTotal)), title: (row) => `${bytes(row.diskUsed)} / ${bytes(row.diskTotal)}` },
  { id: 'xray', label: t.nodes.columns.xray, value: (row) => String(row.xrayRunning), cell: (row) => (row.xrayRunning === null ? '–' : row.xrayRunning ? t.nodes.running : t.nodes.stopped) },
  { id: 'revision', label: t.nodes.columns.revision, numeric: true, value: (row) => row.latestRevision - row.currentRevision, cell: revision },
  { id: 'seen', label: t.nodes.columns.seen, numeric: true, value: (row) => Date.parse(row.lastSeenAt) || null, cell: (row) => ago(row.lastSeenAt), title: (row) => time(row.lastSeenAt) },
  { id: 'error', label: t.nodes.columns.error, value: (row) => row.lastError?.message, cell: (row) => (row.lastError ? html`<span class="cut ${row.status === 'error' ? 'bad' : 'muted'}">${row.lastError.message}</span>` : nothing), title: (row) => row.lastError?.message },
];

function revision(row) {
  const behind = row.behindSince ? t.nodes.behindSince(duration((Date.now() - Date.parse(row.behindSince)) / 1000)) : '';
  return html`<span class=${behind ? 'bad' : ''} title=${behind || nothing}>${row.currentRevision}/${row.latestRevision}</span>`;
}

class Nodes extends Page {
  static properties = { chosen: { state: true } };

  constructor() {
    super();
    this.chosen = JSON.parse(localStorage.getItem(CHOSEN) || 'null') || AT_FIRST;
  }

  views() {
    return ['fleet'];
  }

  /** Everything comes with the live view. */
  async load() {
    return {};
  }

  content() {
    const fleet = this.live.fleet;
    const all = fleet ? Object.values(fleet) : [];
    const rows = filtered(all, this.route.query);
    const query = this.route.query;
    return html`
      <div class="head"><h1>${t.nodes.title}</h1>
        ${may('operate') ? html`<a class="button" href="#/nodes/add">${t.nodes.add}</a>` : nothing}</div>
      <div class="filters">
        <input type="search" placeholder=${t.nodes.search} aria-label=${t.nodes.search} .value=${query.get('q') || ''}
          @input=${(event) => setQuery({ q: event.target.value })}>
        ${chips(t.nodes.filter.status, 'status', ['online', 'error', 'offline', 'pending'], query, (word) => t.states[word])}
        ${chips(t.nodes.filter.sync, 'sync', ['behind', 'failed'], query, (word) => (word === 'behind' ? t.nodes.filter.behind : t.states[word]))}
        ${chips(t.nodes.filter.region, 'region', regions(all), query)}
        <details class="columns"><summary>${t.nodes.choose}</summary><div>${COLUMNS.slice(1).map((column) => html`
          <label><input type="checkbox" .checked=${this.chosen.includes(column.id)} @change=${() => this.#choose(column.id)}> ${column.label}</label>`)}</div></details>
        <span class="muted" role="status">${fleet ? t.nodes.shown(rows.length, all.length) : nothing}</span>
      </div>
      ${fleet === undefined
        ? html`<div class="skeleton" role="status"><span class="hidden-text">${t.loading}</span></div>`
        : html`<nc-table .label=${t.nodes.title} .columns=${COLUMNS.filter((column) => this.chosen.includes(column.id))} .rows=${rows}
            .sort=${query.get('sort') || 'status'} .href=${(row) => `#/nodes/${row.id}`}
            .empty=${all.length === 0 ? t.nodes.none : t.nodes.noneMatch}
            @nc-sort=${(event) => setQuery({ sort: event.detail })}></nc-table>`}`;
  }

  #choose(id) {
    this.chosen = this.chosen.includes(id) ? this.chosen.filter((one) => one !== id) : [...this.chosen, id];
    localStorage.setItem(CHOSEN, JSON.stringify(this.chosen));
  }
}

function filtered(rows, query) {
  const text = (query.get('q') || '').toLowerCase();
  const [status, sync, region] = ['status', 'sync', 'region'].map((name) => query.get(name)?.split(',') ?? []);
  return rows.filter((row) =>
    (text === '' || row.name.toLowerCase().includes(text) || row.region.toLowerCase().includes(text) || String(row.id) === text)
    && (status.length === 0 || status.includes(row.status))
    && (sync.length === 0 || sync.some((word) => (word === 'behind' ? row.behindSince !== null : row.syncStatus === word)))
    && (region.length === 0 || region.includes(row.region)));
}

function regions(rows) {
  return [...new Set(rows.map((row) => row.region))].sort().slice(0, 12);
}

customElements.define('nc-nodes', Nodes);

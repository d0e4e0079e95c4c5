// A node's CPU, memory, disk and network: 10 minutes, 24 hours or a year, with one cursor.

import { Page, html, nothing } from '../parts/part.js';
import { setQuery } from '../parts/router.js';
import { api } from '../data/api.js';
import { bytes, duration, percent, rate } from '../data/format.js';
import { t } from '../texts/en.js';
import '../parts/chart.js';

const RANGES = { '10m': { step: '2s', seconds: 600, every: 4 }, '24h': { step: '1m', seconds: 86_400, every: 60 }, '1y': { step: '1h', seconds: 364 * 86_400, every: 600 } };
const STEP_SECONDS = { '2s': 2, '1m': 60, '1h': 3_600 };

class NodeNow extends Page {
  static properties = { node: { attribute: false } };

  #timer = 0;

  loadKey() {
    return `${this.route.path[1]}/${this.#range()}`;
  }

  async load() {
    const range = RANGES[this.#range()];
    const from = new Date(Date.now() - range.seconds * 1_000).toISOString();
    return api.get(`/admin/nodes/${this.route.path[1]}/stats-history`, { from, step: range.step });
  }

  async reload() {
    await super.reload();
    clearTimeout(this.#timer);
    if (this.isConnected) {
      this.#timer = setTimeout(() => (document.hidden ? (this.#timer = setTimeout(() => this.reload(), 4_000)) : this.reload()), RANGES[this.#range()].every * 1_000);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  content(history) {
    const points = withGaps(history.points, STEP_SECONDS[history.step]);
    const stats = this.node.stats;
    const chart = (label, series, unit, max) => html`
      <nc-chart .label=${label} .group=${'node'} .unit=${unit} .max=${max} .times=${points.map((point) => Date.parse(point.time) / 1000)}
        .series=${series.map(([name, member]) => ({ label: name, values: points.map((point) => point[member]?.mean ?? null) }))}></nc-chart>`;
    return html`
      <div class="chips" role="group" aria-label=${t.node.range}>${Object.keys(RANGES).map((range) => html`
        <button class="chip" aria-pressed=${range === this.#range()} @click=${() => setQuery({ range })}>${t.node.ranges[range]}</button>`)}</div>
      ${stats ? html`<p class="muted">${services(stats)}</p>` : nothing}
      ${history.missing ? html`<p class="bad">${t.node.missing}</p>` : nothing}
      <div class="charts">
        ${chart(t.node.cpu, [[t.node.cpu, 'cpuPercent']], percent, 100)}
        ${chart(t.node.network, [[t.overview.down, 'netRxPerSec'], [t.overview.up, 'netTxPerSec']], rate)}
        ${chart(t.node.ram, [[t.node.ram, 'ramUsed']], bytes, stats?.system?.ramTotal)}
        ${chart(t.node.disk, [[t.node.disk, 'diskUsed']], bytes, stats?.system?.diskTotal)}
      </div>`;
  }

  #range() {
    return RANGES[this.route.query.get('range')] ? this.route.query.get('range') : '10m';
  }
}

function services(stats) {
  const xray = stats.xray ? (stats.xray.running ? t.node.xrayRuns(duration(stats.xray.uptimeSeconds)) : t.node.xrayStopped) : t.node.xrayUnknown;
  return `${t.node.uptime(duration(stats.system?.uptimeSeconds))} ${xray}`;
}

/** An empty point where reports are missing, so that the line breaks there. */
function withGaps(points, step) {
  const complete = [];
  points.forEach((point, index) => {
    if (index > 0 && Date.parse(point.time) - Date.parse(points[index - 1].time) > 3_500 * step) {
      complete.push({ time: new Date(Date.parse(points[index - 1].time) + step * 1_000).toISOString() });
    }
    complete.push(point);
  });
  return complete;
}

customElements.define('nc-node-now', NodeNow);

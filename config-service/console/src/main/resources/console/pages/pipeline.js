// From the topics to the projections: lag, rate, errors, and the equation that shows that no fact is lost.

import { Page, html, nothing } from '../parts/part.js';
import { setQuery } from '../parts/router.js';
import { api } from '../data/api.js';
import { duration, number } from '../data/format.js';
import { t } from '../texts/en.js';
import './replays.js';
import './letters.js';
import '../parts/table.js';

const TABS = ['projections', 'replays', 'letters'];

class Pipeline extends Page {
  loadKey() {
    return '';
  }

  views() {
    return this.#tab() === 'projections' ? ['pipeline'] : [];
  }

  async load() {
    return this.#tab() === 'projections' ? api.get('/admin/projections') : {};
  }

  content(data) {
    const tab = this.#tab();
    return html`
      <h1>${t.nav.pipeline}</h1>
      <nav class="tabs" aria-label=${t.nav.pipeline}>${TABS.map((one) => html`
        <a href="#/pipeline${one === 'projections' ? '' : `/${one}`}" aria-current=${one === tab ? 'page' : nothing}>${t.pipeline.tab[one]}</a>`)}</nav>
      ${tab === 'replays' ? html`<nc-replays .route=${this.route}></nc-replays>` : tab === 'letters'
        ? html`<nc-letters .route=${this.route}></nc-letters>`
        : this.#projections(this.live.pipeline ? Object.values(this.live.pipeline) : data.projections ?? [])}`;
  }

  #tab() {
    return TABS.includes(this.route.path[1]) ? this.route.path[1] : 'projections';
  }

  #projections(partitions) {
    const each = this.route.query.get('partitions') === 'true';
    const rows = each ? partitions.map((one) => summed([one])) : grouped(partitions).map(summed);
    return html`
      <p class="muted">${t.pipeline.equation}</p>
      <label><input type="checkbox" .checked=${each} @change=${() => setQuery({ partitions: each ? null : 'true' })}> ${t.pipeline.each}</label>
      <nc-table .label=${t.pipeline.tab.projections} .rows=${rows} .sort=${this.route.query.get('sort') || '-lag'} .empty=${t.pipeline.none}
        @nc-sort=${(event) => setQuery({ sort: event.detail })} .columns=${[
          { id: 'name', label: t.pipeline.projection, value: (row) => row.name, cell: (row) => row.name },
          { id: 'topic', label: t.pipeline.topic, value: (row) => row.topic, cell: (row) => (each ? `${row.topic}-${row.partition}` : row.topic) },
          { id: 'lag', label: t.pipeline.lag, numeric: true, value: (row) => row.lagSeconds, cell: (row) => html`<span class=${row.lagSeconds > 10 ? 'bad' : ''}>${duration(row.lagSeconds)}</span>` },
          { id: 'waiting', label: t.pipeline.waiting, numeric: true, value: (row) => row.lagRecords, cell: (row) => number(row.lagRecords) },
          { id: 'rate', label: t.pipeline.rate, numeric: true, value: (row) => row.ratePerSecond, cell: (row) => (row.ratePerSecond === null ? '–' : row.ratePerSecond.toFixed(1)) },
          { id: 'applied', label: t.pipeline.applied, numeric: true, value: (row) => row.applied, cell: (row) => number(row.applied) },
          { id: 'repeated', label: t.pipeline.repeated, numeric: true, value: (row) => row.repeated, cell: (row) => number(row.repeated) },
          { id: 'letters', label: t.pipeline.letters, numeric: true, value: (row) => row.deadLettered, cell: (row) => (row.deadLettered > 0 ? html`<a href="#/pipeline/letters?projection=${row.name}">${number(row.deadLettered)}</a>` : number(row.deadLettered)) },
          { id: 'difference', label: t.pipeline.difference, numeric: true, cell: (row) => html`<span class=${row.difference ? 'bad' : ''}>${number(row.difference)}</span>` },
          { id: 'error', label: t.pipeline.error, cell: (row) => (row.lastError ? html`<span class="cut" title=${row.lastError}>${row.lastError}</span>` : nothing) },
        ]}></nc-table>`;
  }
}

/** By projection and topic; the projection of dead letters has a topic for each other topic, and is one row. */
function grouped(partitions) {
  return [...Map.groupBy(partitions, (one) => (one.topic.endsWith('.dlq') ? one.name : `${one.name}/${one.topic}`)).values()];
}

/** One row of several partitions: sums of counts, the greatest lag. A figure that is unknown in one of them is unknown in the row. */
function summed(partitions) {
  const sum = (read) => partitions.reduce((total, one) => (total === null || read(one) === null || read(one) === undefined ? null : total + read(one)), 0);
  const lags = partitions.map((one) => one.lagSeconds);
  return {
    name: partitions[0].name,
    topic: partitions.every((one) => one.topic === partitions[0].topic) ? partitions[0].topic : '*.dlq',
    partition: partitions[0].partition,
    lagSeconds: lags.includes(null) ? null : Math.max(...lags),
    lagRecords: sum((one) => one.lagRecords),
    ratePerSecond: sum((one) => one.ratePerSecond),
    applied: sum((one) => one.applied),
    repeated: sum((one) => one.repeated),
    deadLettered: sum((one) => one.deadLettered),
    difference: sum((one) => (one.applied === null ? null : one.position - one.firstOffset - one.applied - one.repeated - one.deadLettered - one.passedOver)),
    lastError: partitions.map((one) => one.lastError).find(Boolean) ?? null,
  };
}

customElements.define('nc-pipeline', Pipeline);

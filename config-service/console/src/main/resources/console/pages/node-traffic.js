// What users of a node moved, by inbound, and its largest users.

import { Page, html } from '../parts/part.js';
import { setQuery } from '../parts/router.js';
import { api } from '../data/api.js';
import { bytes } from '../data/format.js';
import { stackedBy, usageRange, usageSteps } from '../data/usage.js';
import { t } from '../texts/en.js';
import '../parts/chart.js';
import '../parts/table.js';

class NodeTraffic extends Page {
  static properties = { node: { attribute: false } };

  loadKey() {
    return `${this.route.path[1]}/${this.route.query.get('step')}`;
  }

  async load() {
    const nodeId = this.route.path[1];
    const range = usageRange(this.route.query.get('step'));
    const [series, top, list] = await Promise.all([
      api.get('/admin/usage', { nodeId, step: range.step, from: range.from, by: 'protocol' }),
      api.get('/admin/usage', { nodeId, step: range.step, from: range.from, by: 'user', top: 10 }),
      api.get(`/admin/nodes/${nodeId}/protocols`),
    ]);
    const tags = new Map(list.protocols.map((protocol) => [protocol.id, protocol.tag]));
    return { range, series: stackedBy(series.points, range, 'nodeProtocolId', (id) => tags.get(id) ?? `#${id}`), top: top.points };
  }

  content({ range, series, top }) {
    return html`
      <div class="chips" role="group" aria-label=${t.usage.step}>${usageSteps.map((step) => html`
        <button class="chip" aria-pressed=${step === range.step} @click=${() => setQuery({ step })}>${t.usage.steps[step]}</button>`)}</div>
      <nc-chart .label=${t.usage.byProtocol} .times=${series.times} .series=${series.series} .unit=${bytes} .stacked=${true}></nc-chart>
      <h2>${t.usage.topUsers}</h2>
      <nc-table .label=${t.usage.topUsers} .rows=${top} .href=${(row) => `#/users/${row.userId}`} .empty=${t.usage.none} .columns=${[
        { id: 'user', label: t.usage.user, cell: (row) => `#${row.userId}` },
        { id: 'down', label: t.overview.down, numeric: true, cell: (row) => bytes(row.bytesDown) },
        { id: 'up', label: t.overview.up, numeric: true, cell: (row) => bytes(row.bytesUp) },
      ]}></nc-table>`;
  }
}

customElements.define('nc-node-traffic', NodeTraffic);

// The first page: how the fleet and the pipeline are, and what to do next, worst first.

import { Page, html, nothing } from '../parts/part.js';
import { stateMark } from '../parts/state.js';
import { api } from '../data/api.js';
import { bytes, duration, number, rate } from '../data/format.js';
import { t } from '../texts/en.js';
import '../parts/chart.js';

const HOURS = 24;
const STATES = ['online', 'error', 'offline', 'pending'];

class Overview extends Page {
  views() {
    return ['overview'];
  }

  async load() {
    const [overview, usage] = await Promise.all([
      api.get('/admin/overview'),
      api.get('/admin/usage', { step: 'hour', from: hourAgo(HOURS - 1).toISOString() }).catch(() => ({ points: [] })),
    ]);
    return { overview, hours: byHour(usage.points) };
  }

  content({ overview, hours }) {
    const now = this.live.overview?.nodes ? this.live.overview : overview;
    return html`
      <h1>${t.overview.title}</h1>
      <div class="tiles">
        ${tile(t.overview.nodes, '#/nodes', number(now.nodes.total), html`<span class="tile-states">
          ${STATES.filter((state) => now.nodes[state] > 0).map((state) => html`<a href="#/nodes?status=${state}">${number(now.nodes[state])} ${stateMark(state)}</a>`)}</span>`)}
        ${tile(t.overview.behind, '#/nodes?sync=behind', number(now.nodes.behind), t.overview.behindNote, now.nodes.behind > 0)}
        ${tile(t.overview.usersOnline, '#/online', number(now.users?.online), now.users?.onlineLastDay === undefined ? t.overview.byReports : t.overview.lastDay(number(now.users.onlineLastDay)))}
        ${tile(t.overview.now, '#/nodes?sort=-down', rate(now.traffic.rxPerSec), html`${t.overview.down} · ${rate(now.traffic.txPerSec)} ${t.overview.up}`)}
        ${tile(t.overview.today, null, bytes(sum(now.traffic.today)), html`${bytes(sum(now.traffic.last7Days))} ${t.overview.last7} · ${bytes(sum(now.traffic.last30Days))} ${t.overview.last30}`)}
        ${tile(t.overview.subscriptions, '#/subscriptions', number(now.subscriptions?.active),
          t.overview.subscriptionNote(number(now.subscriptions?.limited), number(now.subscriptions?.expired), number(now.subscriptions?.nearLimit)))}
        ${lagTile(now.pipeline?.worstLag)}
        ${tile(t.overview.letters, '#/pipeline/letters', number(now.pipeline?.deadLettersWaiting), '', now.pipeline?.deadLettersWaiting > 0)}
      </div>
      ${problems(now)}
      <nc-chart .label=${t.overview.trafficDay} .times=${hours.times} .unit=${bytes} .stacked=${true}
        .series=${[{ label: t.overview.down, values: hours.down }, { label: t.overview.up, values: hours.up }]}></nc-chart>`;
  }
}

function tile(label, href, figure, note, alarming = false) {
  const head = href ? html`<a href=${href}>${label}</a>` : label;
  return html`<section class="tile ${alarming ? 'alarming' : ''}"><h2>${head}</h2><p class="figure">${figure}</p><p class="muted">${note}</p></section>`;
}

function lagTile(worst) {
  const seconds = worst?.lagSeconds ?? null;
  const note = worst && worst.lagRecords > 0 ? `${worst.projection}, ${worst.topic}` : t.overview.noLag;
  return tile(t.overview.lag, '#/pipeline', duration(seconds), note, seconds > 10);
}

function problems(now) {
  if (now.nodes.total === 0) {
    return html`<div class="empty"><p>${t.overview.noNodes}</p><a class="button" href="#/nodes/add">${t.nodes.add}</a></div>`;
  }
  return html`
    <h2 id="problems">${t.overview.problems}</h2>
    ${now.problems.length === 0
      ? html`<p class="empty good">${t.overview.noProblems}</p>`
      : html`<ul class="problems" aria-labelledby="problems">${now.problems.map((one) => html`
          <li>${stateMark(one.severity)}<span class="text">${one.text}</span>
            ${one.next?.page ? html`<a href=${one.next.page} aria-label=${`${t.overview.next}: ${one.text}`}>${t.overview.next}</a>` : nothing}</li>`)}</ul>`}`;
}

function sum(traffic) {
  return traffic ? traffic.bytesUp + traffic.bytesDown : null;
}

function hourAgo(hours) {
  return new Date(Math.floor(Date.now() / 3_600_000 - hours) * 3_600_000);
}

/** A value for each of the last hours, 0 for an hour without usage. */
function byHour(points) {
  const times = Array.from({ length: HOURS }, (_, index) => hourAgo(HOURS - 1 - index).getTime() / 1000);
  const found = new Map(points.map((point) => [Date.parse(point.time) / 1000, point]));
  return {
    times,
    down: times.map((time) => found.get(time)?.bytesDown ?? 0),
    up: times.map((time) => found.get(time)?.bytesUp ?? 0),
  };
}

customElements.define('nc-overview', Overview);

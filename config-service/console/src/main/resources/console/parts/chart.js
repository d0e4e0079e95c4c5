// A chart over time by uPlot: its colours come from the theme, its content is also a sentence and a table.

import uPlot from 'uplot';
import { Part, html, nothing } from './part.js';
import { isUtc, time } from '../data/format.js';
import { t } from '../texts/en.js';

const HEIGHT = 150;
const MOST_TABLE_ROWS = 200;
const COLOURS = ['--series-1', '--series-2', '--series-3', '--series-4', '--series-5', '--series-6'];
const dark = matchMedia('(prefers-color-scheme: dark)');

/**
 * times: Unix seconds. series: [{label, values}] with one value, or null, for each time. unit(value): text of a value. stacked: whether the
 * series add up. group: charts of one group share their cursor.
 */
class Chart extends Part {
  static properties = {
    label: { attribute: false },
    times: { attribute: false },
    series: { attribute: false },
    unit: { attribute: false },
    stacked: { attribute: false },
    group: { attribute: false },
    max: { attribute: false },
  };

  #plot = null;
  #drawn = '';
  #observer = new ResizeObserver(() => this.#resize());
  #recolour = () => this.#draw(true);

  connectedCallback() {
    super.connectedCallback();
    dark.addEventListener('change', this.#recolour);
    window.addEventListener('nc-theme', this.#recolour);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    dark.removeEventListener('change', this.#recolour);
    window.removeEventListener('nc-theme', this.#recolour);
    this.#observer.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
    this.#drawn = '';
  }

  render() {
    const known = this.times.length > 0;
    return html`
      <figure class="chart">
        <figcaption><span>${this.label}</span>
          <span class="legend">${this.series.map((one, index) => html`<span class="key key-${(index % COLOURS.length) + 1}">${one.label} <b class="at-cursor"></b></span>`)}</span>
        </figcaption>
        <div class="plot" role="img" aria-label=${this.#sentence()}></div>
        ${known ? nothing : html`<p class="empty">${t.chart.empty}</p>`}
        ${known ? this.#table() : nothing}
      </figure>`;
  }

  updated() {
    this.#draw(false);
  }

  #sentence() {
    if (this.times.length === 0) {
      return `${this.label}: ${t.chart.empty}`;
    }
    const parts = this.series.map((one) => {
      const values = one.values.filter((value) => value !== null && value !== undefined);
      return values.length === 0
        ? t.chart.unknown(one.label)
        : t.chart.range(one.label, this.unit(Math.min(...values)), this.unit(Math.max(...values)), this.unit(values.at(-1)));
    });
    return `${this.label}. ${parts.join(' ')}`;
  }

  #table() {
    const from = Math.max(0, this.times.length - MOST_TABLE_ROWS);
    return html`
      <details class="chart-table" @toggle=${() => this.requestUpdate()}>
        <summary>${t.chart.table}</summary>
        ${this.querySelector('details')?.open
          ? html`<div class="table-frame"><table>
              <thead><tr><th scope="col">${t.chart.time}</th>${this.series.map((one) => html`<th scope="col" class="numeric">${one.label}</th>`)}</tr></thead>
              <tbody>${this.times.slice(from).map((at, index) => html`<tr><th scope="row">${time(at * 1000)}</th>
                ${this.series.map((one) => html`<td class="numeric">${this.unit(one.values[from + index])}</td>`)}</tr>`)}</tbody>
            </table></div>`
          : nothing}
      </details>`;
  }

  #draw(again) {
    const place = this.querySelector('.plot');
    if (!place || this.times.length === 0) {
      this.#plot?.destroy();
      this.#plot = null;
      this.#drawn = '';
      return;
    }
    const shape = `${this.series.map((one) => one.label).join('|')}/${isUtc()}/${this.stacked}`;
    const data = [this.times, ...this.#layers()];
    if (this.#plot && shape === this.#drawn && !again) {
      this.#plot.setData(data);
      return;
    }
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(place.clientWidth), data, place);
    this.#drawn = shape;
    this.#observer.observe(place);
  }

  /** Stacked series are sums with those below them, drawn from the largest sum on. */
  #layers() {
    const values = this.series.map((one) => one.values.map((value) => (value === undefined ? null : value)));
    if (!this.stacked) {
      return values;
    }
    const sums = this.times.map(() => 0);
    return values.map((layer) => layer.map((value, index) => (sums[index] += value || 0))).reverse();
  }

  #options(width) {
    const colour = (name) => this.#colour(name);
    const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' };
    const colours = this.series.map((_, index) => colour(COLOURS[index % COLOURS.length]));
    if (this.stacked) {
      colours.reverse();
    }
    return {
      width: Math.max(width, 120),
      height: HEIGHT,
      legend: { show: false },
      tzDate: isUtc() ? (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC') : undefined,
      cursor: { sync: this.group ? { key: this.group } : undefined, points: { size: 6 } },
      scales: { y: { range: (_, __, max) => [0, Math.max(this.max || 0, max || 0) * 1.05 || 1] } },
      axes: [
        { ...axis, size: 26, space: 70, values: (_, ticks) => ticks.map((seconds) => this.#tick(seconds)) },
        { ...axis, size: 68, incrs: this.unit.steps, values: (_, ticks) => ticks.map((value) => this.unit(value)) },
      ],
      series: [
        {},
        ...colours.map((stroke, index) => ({
          stroke, width: 1.25, points: { show: this.times.length === 1 }, spanGaps: false,
          fill: this.stacked || (index === 0 && this.series.length === 1) ? `color-mix(in srgb, ${stroke} ${this.stacked ? 70 : 15}%, ${colour('--surface')})` : undefined,
        })),
      ],
      hooks: { setCursor: [(plot) => this.#tell(plot)] },
    };
  }

  /** The time at the axis: with the day if the chart is longer than a day. */
  #tick(seconds) {
    const day = this.times.at(-1) - this.times[0] > 86_400 + 3_600;
    const at = new Intl.DateTimeFormat('en-GB', {
      timeZone: isUtc() ? 'UTC' : undefined, hour: '2-digit', minute: '2-digit', ...(day ? { day: '2-digit', month: 'short' } : {}),
    });
    const parts = Object.fromEntries(at.formatToParts(new Date(seconds * 1000)).map((part) => [part.type, part.value]));
    const clock = `${parts.hour}:${parts.minute}`;
    return day && clock === '00:00' ? `${parts.day} ${parts.month}` : clock;
  }

  /** A colour of the theme as a canvas reads it: without variables and without light-dark(). */
  #colour(name) {
    this.style.color = `var(${name})`;
    const resolved = getComputedStyle(this).color;
    this.style.color = '';
    return resolved;
  }

  /** The values under the cursor, in the legend. */
  #tell(plot) {
    const index = plot.cursor.idx;
    this.querySelectorAll('.at-cursor').forEach((place, position) => {
      const one = this.series[position];
      place.textContent = index === null || index === undefined || !one ? '' : this.unit(one.values[index]);
    });
  }

  #resize() {
    const place = this.querySelector('.plot');
    if (this.#plot && place?.clientWidth > 0 && place.clientWidth !== this.#plot.width) {
      this.#plot.setSize({ width: place.clientWidth, height: HEIGHT });
    }
  }
}

customElements.define('nc-chart', Chart);

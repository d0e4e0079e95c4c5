// A table: sortable where it has all rows, with a window over the rows where they are many, cards where the screen is narrow.

import { Part, html, nothing } from './part.js';
import { t } from '../texts/en.js';

const WINDOW_ABOVE = 200;
const ROW_HEIGHT = 28;
const BEYOND = 20;
const CARDS = matchMedia('(max-width: 640px)');
const MOST_CARDS = 100;

/**
 * columns: [{id, label, cell(row), value(row) if sortable, numeric, title(row)}]; the first one is the row's header.
 * sort: a column's id, with - before it for descending. href(row): where the row leads.
 */
class Table extends Part {
  static properties = {
    columns: { attribute: false },
    rows: { attribute: false },
    sort: { attribute: false },
    label: { attribute: false },
    empty: { attribute: false },
    href: { attribute: false },
    stale: { attribute: false },
    first: { state: true },
  };

  #onScroll = () => requestAnimationFrame(() => this.#moveWindow());

  constructor() {
    super();
    this.sort = '';
    this.first = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('scroll', this.#onScroll, { passive: true });
    window.addEventListener('resize', this.#onScroll, { passive: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('scroll', this.#onScroll);
    window.removeEventListener('resize', this.#onScroll);
  }

  render() {
    if (this.rows.length === 0) {
      return html`<div class="empty">${this.empty || t.table.empty}</div>`;
    }
    const rows = this.#sorted();
    const cards = CARDS.matches;
    const windowed = rows.length > WINDOW_ABOVE && !cards;
    const shownRows = Math.ceil(window.innerHeight / ROW_HEIGHT) + 2 * BEYOND;
    const first = windowed ? Math.max(0, Math.min(this.first - BEYOND, rows.length - shownRows)) : 0;
    const shown = windowed ? rows.slice(first, first + shownRows) : cards ? rows.slice(0, MOST_CARDS) : rows;
    const after = rows.length - first - shown.length;
    return html`
      <div class="table-frame" tabindex="0" role="region" aria-label=${this.label}>
      <table class="${windowed ? 'windowed' : ''} ${this.stale ? 'stale' : ''}" aria-rowcount=${rows.length + 1}>
        <caption class="hidden-text">${this.label}</caption>
        <thead><tr aria-rowindex="1">${this.columns.map((column) => this.#head(column))}</tr></thead>
        <tbody>
          ${first > 0 ? html`<tr class="gap" aria-hidden="true"><td colspan=${this.columns.length} .style=${`height:${first * ROW_HEIGHT}px`}></td></tr>` : nothing}
          ${shown.map((row, index) => this.#row(row, first + index + 2))}
          ${windowed && after > 0 ? html`<tr class="gap" aria-hidden="true"><td colspan=${this.columns.length} .style=${`height:${after * ROW_HEIGHT}px`}></td></tr>` : nothing}
        </tbody>
      </table>
      </div>
      ${cards && after > 0 ? html`<p class="muted">${t.table.notShown(after)}</p>` : nothing}`;
  }

  #head(column) {
    if (!column.value) {
      return html`<th scope="col" class=${column.numeric ? 'numeric' : ''}>${column.label}</th>`;
    }
    const up = this.sort === column.id;
    const down = this.sort === `-${column.id}`;
    return html`
      <th scope="col" class=${column.numeric ? 'numeric' : ''} aria-sort=${up ? 'ascending' : down ? 'descending' : 'none'}>
        <button class="sort" @click=${() => this.#sortBy(up || (!down && column.numeric) ? `-${column.id}` : column.id)}>
          ${column.label}<span aria-hidden="true" class="arrow">${up ? '↑' : down ? '↓' : ''}</span>
        </button>
      </th>`;
  }

  #row(row, index) {
    const href = this.href?.(row);
    return html`<tr aria-rowindex=${index}>
      ${this.columns.map((column, position) => {
        const cell = position === 0 && href ? html`<a class="row-link" href=${href}>${column.cell(row)}</a>` : column.cell(row);
        return position === 0
          ? html`<th scope="row" data-label=${column.label}>${cell}</th>`
          : html`<td class=${column.numeric ? 'numeric' : ''} data-label=${column.label} title=${column.title?.(row) ?? nothing}>${cell}</td>`;
      })}
    </tr>`;
  }

  #sorted() {
    const descending = this.sort.startsWith('-');
    const column = this.columns.find((one) => one.id === (descending ? this.sort.slice(1) : this.sort));
    if (!column?.value) {
      return this.rows;
    }
    const order = descending ? -1 : 1;
    // Unknown values are last in both directions.
    return [...this.rows].sort((left, right) => {
      const [a, b] = [column.value(left), column.value(right)];
      if (a === null || a === undefined || b === null || b === undefined) {
        return (a === null || a === undefined ? 1 : 0) - (b === null || b === undefined ? 1 : 0);
      }
      return order * (typeof a === 'string' ? a.localeCompare(b, undefined, { numeric: true }) : a - b);
    });
  }

  #sortBy(sort) {
    this.dispatchEvent(new CustomEvent('nc-sort', { detail: sort }));
  }

  #moveWindow() {
    const body = this.querySelector('tbody');
    if (body) {
      this.first = Math.max(0, Math.floor(-body.getBoundingClientRect().top / ROW_HEIGHT));
    }
  }
}

customElements.define('nc-table', Table);

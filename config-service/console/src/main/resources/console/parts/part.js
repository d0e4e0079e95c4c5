// What every element of the console shares. Elements have no shadow root: one style sheet, and one document for screen readers.

import { LitElement, html, nothing } from 'lit';
import { watch } from '../data/live.js';
import { problemBox } from './problem.js';
import { t } from '../texts/en.js';

export { html, nothing };

export class Part extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/**
 * A page: loads its data when its address changes, and shows the skeleton, the problem or the content; while only the query changes, the
 * content stays. A subclass has load(), content() and, for live figures, views(), whose states are in this.live by the name of the view.
 */
export class Page extends Part {
  static properties = {
    route: { attribute: false },
    data: { state: true },
    problem: { state: true },
    live: { state: true },
  };

  #loadedFor = null;
  #loadedPath = null;
  #loads = 0;
  #watched = new Map();

  constructor() {
    super();
    this.data = null;
    this.problem = null;
    this.live = {};
  }

  /** What the page shows, apart from live figures. */
  async load() {
    return {};
  }

  /** The part of the address for which the data is loaded again when it changes. */
  loadKey() {
    return this.route.path.join('/');
  }

  /** The live views of the page. */
  views() {
    return [];
  }

  async reload() {
    const load = ++this.#loads;
    try {
      const data = await this.load();
      if (load === this.#loads) {
        this.data = data;
        this.problem = null;
      }
    } catch (problem) {
      if (load === this.#loads) {
        this.problem = problem;
      }
    }
  }

  /** Does what the user asked for. Shows the problem if it is refused, and returns whether it was done. */
  async attempt(action) {
    try {
      await action();
      this.problem = null;
      return true;
    } catch (problem) {
      this.problem = problem;
      return false;
    }
  }

  willUpdate() {
    const key = this.loadKey();
    if (key !== this.#loadedFor) {
      const path = this.route.path.join('/');
      if (path !== this.#loadedPath) {
        this.data = null;
      }
      this.#loadedFor = key;
      this.#loadedPath = path;
      this.problem = null;
      this.reload();
    }
    this.#watch();
  }

  connectedCallback() {
    super.connectedCallback();
    this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watched.forEach((end) => end());
    this.#watched.clear();
  }

  render() {
    if (this.data === null) {
      return this.problem
        ? html`<h1>${t.problem.title}</h1>${problemBox(this.problem, () => this.reload())}`
        : html`<div class="skeleton" role="status"><span class="hidden-text">${t.loading}</span></div>`;
    }
    return html`${this.problem ? problemBox(this.problem, () => this.reload()) : nothing}${this.content(this.data)}`;
  }

  #watch() {
    const wanted = this.isConnected ? this.views() : [];
    this.#watched.forEach((end, view) => {
      if (!wanted.includes(view)) {
        end();
        this.#watched.delete(view);
      }
    });
    wanted.filter((view) => !this.#watched.has(view)).forEach((view) => {
      this.#watched.set(view, watch(view, (state) => (this.live = { ...this.live, [view]: state })));
    });
  }
}

// The shell: sign-in, header, side bar, and the page of the current address.

import { Part, html, nothing } from './parts/part.js';
import { currentRoute, go } from './parts/router.js';
import { currentSession, resumeSession, signIn, signOut } from './data/api.js';
import { age, disconnect, onAge } from './data/live.js';
import { isUtc, setUtc } from './data/format.js';
import { openDialog } from './parts/dialog.js';
import { listenToKeys } from './parts/keys.js';
import { pageOf, sections } from './pages/index.js';
import { t } from './texts/en.js';
import './pages/sign-in.js';

const THEMES = ['', 'light', 'dark'];

class App extends Part {
  static properties = {
    ready: { state: true },
    session: { state: true },
    route: { state: true },
    figures: { state: true },
    notice: { state: true },
    theme: { state: true },
    menu: { state: true },
  };

  constructor() {
    super();
    this.ready = false;
    this.session = null;
    this.route = currentRoute();
    this.figures = age();
    this.notice = '';
    this.menu = false;
    this.#setTheme(localStorage.getItem('nc-theme') || '');
    window.addEventListener('hashchange', () => this.#routeChanged());
    window.addEventListener('nc-signed-out', () => this.#signedOut());
    window.addEventListener('nc-notice', (event) => this.#notify(event.detail));
    onAge((figures) => {
      if (figures.live !== this.figures.live || figures.ageSeconds !== this.figures.ageSeconds) {
        this.figures = figures;
      }
    });
    listenToKeys(() => this.#help());
    this.#start();
  }

  /** A link with #token=… signs in once; the token leaves the address at once. */
  async #start() {
    const token = /^#token=([^&]+)/.exec(location.hash)?.[1];
    if (token) {
      history.replaceState(null, '', '#/');
      this.route = currentRoute();
    }
    try {
      this.session = token ? await signIn(decodeURIComponent(token)) : await resumeSession();
    } catch {
      // The form of the sign-in says what is wrong when it is used.
    }
    this.ready = true;
  }

  render() {
    if (!this.ready) {
      return nothing;
    }
    if (!this.session) {
      return html`<nc-sign-in @nc-signed-in=${() => (this.session = currentSession())}></nc-sign-in>`;
    }
    return html`
      <a class="skip" href="#content" @click=${this.#skip}>${t.app.skip}</a>
      <header>
        <button class="menu" aria-expanded=${this.menu} aria-controls="pages" @click=${() => (this.menu = !this.menu)}>${t.app.menu}</button>
        <a class="brand" href="#/">${t.app.name}</a>
        <span class="age ${this.figures.live ? 'fresh' : 'old'}">${this.figures.live ? t.app.live : t.app.stale(this.figures.ageSeconds)}</span>
        <span class="fill"></span>
        <button class="plain wide" @click=${this.#toggleUtc}>${isUtc() ? t.app.utc : t.app.local}</button>
        <label class="wide"><span class="hidden-text">${t.app.theme}</span>
          <select @change=${(event) => this.#setTheme(event.target.value)}>
            ${THEMES.map((theme) => html`<option value=${theme} ?selected=${theme === this.theme}>${t.app.themes[theme]}</option>`)}
          </select>
        </label>
        <button class="plain wide" @click=${() => this.#help()}>${t.app.help}</button>
        <span class="muted wide">${t.app.signedInAs(this.session.name, this.session.scope)}</span>
        <button class="plain" @click=${this.#leave}>${t.app.signOut}</button>
      </header>
      <nav id="pages" class=${this.menu ? 'open' : ''} aria-label=${t.app.pages}>
        ${sections.map((section) => html`<a href=${section.href} aria-current=${this.#isIn(section) ? 'page' : nothing}>${t.nav[section.name]}</a>`)}
      </nav>
      <main id="content" tabindex="-1" class=${this.figures.live ? '' : 'figures-old'}>${pageOf(this.route)}</main>
      <div class="notice" role="status" aria-live="polite">${this.notice}</div>`;
  }

  #isIn(section) {
    return (this.route.path[0] || '') === section.path;
  }

  #routeChanged() {
    if (location.hash !== '' && !location.hash.startsWith('#/')) {
      return;
    }
    const before = this.route.path.join('/');
    this.route = currentRoute();
    this.menu = false;
    if (before !== this.route.path.join('/')) {
      window.scrollTo(0, 0);
    }
  }

  #skip(event) {
    event.preventDefault();
    document.getElementById('content').focus();
  }

  #toggleUtc() {
    setUtc(!isUtc());
    this.route = currentRoute();
  }

  #setTheme(theme) {
    this.theme = theme;
    localStorage.setItem('nc-theme', theme);
    document.documentElement.style.colorScheme = theme || 'light dark';
    window.dispatchEvent(new CustomEvent('nc-theme'));
  }

  #notify(message) {
    this.notice = message;
    setTimeout(() => (this.notice = ''), 3_000);
  }

  async #leave() {
    disconnect();
    await signOut().catch(() => {});
    this.#signedOut();
    go('#/');
  }

  #signedOut() {
    disconnect();
    this.session = null;
  }

  #help() {
    openDialog(t.app.help, (close) => html`
      <dl class="keys">${t.app.keys.map(([keys, text]) => html`<dt><kbd>${keys}</kbd></dt><dd>${text}</dd>`)}</dl>
      <div class="actions"><button @click=${close}>${t.dialog.close}</button></div>`);
  }
}

customElements.define('nc-app', App);

// The sign-in: a token becomes a session of this browser.

import { Part, html, nothing } from '../parts/part.js';
import { signIn } from '../data/api.js';
import { t } from '../texts/en.js';

class SignIn extends Part {
  static properties = { refusal: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.refusal = '';
    this.busy = false;
  }

  render() {
    return html`
      <main class="sign-in">
        <h1>${t.app.name}</h1>
        <form @submit=${this.#submit}>
          <label for="token">${t.signIn.token}</label>
          <input id="token" name="token" type="password" autocomplete="current-password" required autofocus
            aria-describedby="token-hint ${this.refusal ? 'token-refusal' : ''}">
          ${this.refusal ? html`<p class="field-error" id="token-refusal" role="alert">${this.refusal}</p>` : nothing}
          <button class="primary" ?disabled=${this.busy}>${t.signIn.action}</button>
        </form>
        <p class="muted" id="token-hint">${t.signIn.hint}</p>
      </main>`;
  }

  async #submit(event) {
    event.preventDefault();
    this.busy = true;
    try {
      await signIn(event.target.token.value.trim());
      this.dispatchEvent(new CustomEvent('nc-signed-in'));
    } catch (problem) {
      this.refusal = refusalText(problem);
    }
    this.busy = false;
  }
}

function refusalText(problem) {
  switch (problem.status) {
    case 401:
      return t.signIn.wrong;
    case 429:
      return t.signIn.tooMany(problem.retryAfter || 60);
    case 0:
      return t.signIn.unreachable;
    default:
      return problem.message;
  }
}

customElements.define('nc-sign-in', SignIn);

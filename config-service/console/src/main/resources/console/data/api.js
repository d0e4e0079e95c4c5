// Requests to the admin API of this port. A refusal becomes a Problem, which pages show as it is.

const SAFE = ['GET', 'HEAD'];
const SIGNED_IN = 'nc-signed-in';

/** Who is signed in: {name, scope, tokenId, csrfToken, expiresAt}, or null. */
let session = null;

/** A refusal: an RFC 9457 document of the server, or the network's failure (status 0). */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.status = status;
    this.reason = body.reason || 'unreadable';
    this.violations = body.violations || [];
    this.links = body.links || null;
    this.neededScope = body.neededScope || null;
    this.retryAfter = body.retryAfter || null;
  }

  /** The message of the violation at a field, or an empty text. */
  at(field) {
    return this.violations.filter((one) => one.field === field).map((one) => one.message).join('; ');
  }
}

export function currentSession() {
  return session;
}

const SCOPES = ['read', 'operate', 'admin'];

/** Whether the signed-in token may do what needs this scope. Buttons that would be refused are not shown. */
export function may(scope) {
  return session !== null && SCOPES.indexOf(session.scope) >= SCOPES.indexOf(scope);
}

export async function signIn(token) {
  session = await request('POST', '/admin/session', { token }, false);
  localStorage.setItem(SIGNED_IN, 'true');
  return session;
}

/** Continues the session of the cookie, for example after a reload. Returns null if there is none. */
export async function resumeSession() {
  // Without this the first visit would ask, and the browser would note the refusal as an error.
  if (!localStorage.getItem(SIGNED_IN)) {
    return null;
  }
  try {
    session = await request('GET', '/admin/session', undefined, false);
  } catch (problem) {
    if (problem.status !== 401) {
      throw problem;
    }
    endSession();
  }
  return session;
}

export async function signOut() {
  await request('DELETE', '/admin/session', undefined, false);
  endSession();
}

function endSession() {
  session = null;
  localStorage.removeItem(SIGNED_IN);
}

export const api = {
  get: (path, query) => request('GET', path + queryText(query)),
  post: (path, body = {}, query) => request('POST', path + queryText(query), body),
  put: (path, body, query) => request('PUT', path + queryText(query), body),
  patch: (path, body) => request('PATCH', path, body),
  delete: (path) => request('DELETE', path),
};

function queryText(query = {}) {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
}

/** @param body an object, or a text that is sent as it is */
async function request(method, path, body, endsSession = true) {
  const headers = { accept: 'application/json' };
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
  }
  if (!SAFE.includes(method) && session?.csrfToken) {
    headers['x-csrf-token'] = session.csrfToken;
  }
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
  } catch (failure) {
    throw new Problem(0, { reason: 'unreachable', detail: String(failure.message || failure) });
  }
  if (answer.ok) {
    return answer.status === 204 ? null : answer.json().catch(() => null);
  }
  const problem = new Problem(answer.status, {
    ...(await answer.json().catch(() => ({}))),
    retryAfter: answer.headers.get('retry-after'),
  });
  if (problem.status === 401 && endsSession) {
    endSession();
    window.dispatchEvent(new CustomEvent('nc-signed-out'));
  }
  throw problem;
}

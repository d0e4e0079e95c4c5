// A node agent of Nodecore over HTTP for Node 20 and later, without packages. The same agent, with more comments: ../python/agent.py.
//
// Settings (environment):
//   CORE_HTTP_URL     http://127.0.0.1:3000
//   AGENT_CODE        registration code; needed for the first start only
//   AGENT_NAME, AGENT_IP, AGENT_PORT, AGENT_REGION
//   AGENT_STATE       folder for state.json and config.json (default: agent-state)
//   AGENT_PROTOCOLS   JSON object: tag of the inbound -> id of the node protocol (answered by PUT /admin/nodes/{id}/services)
//   AGENT_COUNTERS    JSON file: UUID of a link -> {up, down}, bytes since Xray started; a real agent asks Xray's StatsService
//   AGENT_APPLY       command that applies the config in the file of its last argument; it fails if it exits with another status than 0
//   AGENT_HEARTBEAT_SECONDS (10), AGENT_USAGE_SECONDS (60)
//
// Amounts above 2^53 - 1 do not occur: one entry may not have more.

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const TIMEOUT_MS = 20_000;
const LONGEST_PAUSE_MS = 60_000;
const PAUSE_WITHOUT_KEY_MS = 60_000;

const setting = (name, otherwise) => process.env[name] || otherwise;

const url = setting('CORE_HTTP_URL', 'http://127.0.0.1:3000').replace(/\/$/, '');
const folder = setting('AGENT_STATE', 'agent-state');
const protocols = JSON.parse(setting('AGENT_PROTOCOLS', '{}'));
const heartbeatEveryMs = 1000 * Number(setting('AGENT_HEARTBEAT_SECONDS', '10'));
const usageEveryMs = 1000 * Number(setting('AGENT_USAGE_SECONDS', '60'));

/** No answer, or one that means later: the same request is sent again after a pause. */
class Later extends Error {
  constructor(cause, afterMs = 0) {
    super(cause);
    this.afterMs = afterMs;
  }
}

/** The key is not valid. Only an admin can help. */
class KeyRefused extends Error {}

/** The request is wrong. The same request would get the same answer. */
class Refused extends Error {}

/** Replaces a file as a whole. It may hold the key, so only its owner may read it. */
async function replace(file, content) {
  const temporary = `${file}.new`;
  const out = await open(temporary, 'w', 0o600);
  try {
    await out.writeFile(content);
    await out.sync();
  } finally {
    await out.close();
  }
  await rename(temporary, file);
}

/**
 * What must survive a restart: what was read from the counters, and the reports that say so, are written together. revision is the one that
 * runs, tried the one that was tried last; queue has the reports without an answer, the oldest first.
 */
let state = { authKey: null, nodeId: null, revision: null, tried: null, counters: {}, queue: [] };
const save = () => replace(join(folder, 'state.json'), JSON.stringify(state));
const enqueue = (path, body) => state.queue.push({ path, id: randomUUID(), body });

/** Returns the answer (below 400) as {status, text}. */
async function call(method, path, body, headers = {}) {
  let response;
  let text;
  try {
    response = await fetch(url + path, {
      method,
      body: body && JSON.stringify(body),
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(state.authKey && { 'x-node-auth-key': state.authKey }),
        ...headers,
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
  } catch (error) {
    throw new Later(`no answer: ${error.cause ?? error}`);
  }
  const { status } = response;
  if (status < 400) {
    return { status, text };
  }
  if (status === 401) {
    throw new KeyRefused(`the key is refused, reports are kept: ${text}`);
  }
  if (status === 429 || status >= 500) {
    throw new Later(`${status} ${text}`, 1000 * (Number(response.headers.get('retry-after')) || 0));
  }
  throw new Refused(`${status} ${text}`);
}

/** The same code, name, ip and port again get the same node: a lost answer does no harm. */
async function register() {
  const { text } = await call('POST', '/node/register', {
    code: setting('AGENT_CODE', ''),
    name: setting('AGENT_NAME', 'example'),
    ip: setting('AGENT_IP', '198.51.100.7'),
    port: Number(setting('AGENT_PORT', '3100')),
    region: setting('AGENT_REGION', 'eu'),
  }).catch((error) => {
    if (error instanceof Refused) {
      console.error(`the registration is refused: ${error.message}`);
      process.exit(1);
    }
    throw error;
  });
  const { authKey, nodeId } = JSON.parse(text);
  state = { ...state, authKey, nodeId };
  await save();
  console.error(`registered as node ${nodeId}`);
}

async function heartbeat() {
  const { text } = await call('POST', '/node/heartbeat', state.revision === null ? {} : { revision: state.revision });
  if (JSON.parse(text).needSync) {
    await fetchConfig();
  }
}

async function fetchConfig() {
  const { status, text } = await call('GET', '/node/config/latest', undefined,
    state.tried === null ? {} : { 'if-none-match': `"${state.tried}"` });
  if (status === 304) {
    return; // it was tried, and failed
  }
  const { revision } = JSON.parse(text);
  const candidate = join(folder, 'config.candidate.json');
  await replace(candidate, text);
  await collectUsage(); // of the links that this revision may remove
  const problem = await apply(candidate);
  state.tried = revision;
  if (problem === null) {
    await rename(candidate, join(folder, 'config.json'));
    state.revision = revision;
    enqueue('/node/config/applied', { revision });
  } else {
    enqueue('/node/error', { code: 'config', message: `revision ${revision}: ${problem}`.slice(0, 1000) });
  }
  await save();
}

/** Returns null, or what went wrong. */
async function apply(config) {
  const command = setting('AGENT_APPLY', '');
  if (!command) {
    return null;
  }
  const [program, ...args] = command.split(' ');
  try {
    await promisify(execFile)(program, [...args, config], { timeout: TIMEOUT_MS });
    return null;
  } catch (error) {
    return error.stderr || error.message;
  }
}

async function collectUsage() {
  let counters;
  let config;
  try {
    counters = JSON.parse(await readFile(setting('AGENT_COUNTERS', ''), 'utf8'));
    config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
  } catch (error) {
    console.error(`no counters or no config: ${error.message}`);
    return;
  }
  const recordedAt = new Date().toISOString();
  const entries = [];
  for (const { link, owner, nodeProtocolId } of links(config)) {
    const now = counters[link] ?? { up: 0, down: 0 };
    const before = state.counters[link] ?? { up: 0, down: 0 };
    const bytesUp = since(before.up, now.up);
    const bytesDown = since(before.down, now.down);
    if (bytesUp || bytesDown) {
      entries.push({ ...owner, nodeProtocolId, bytesUp, bytesDown, recordedAt });
      state.counters[link] = now;
    }
  }
  if (entries.length) {
    enqueue('/node/usage', { entries });
    await save();
  }
}

/** A counter below its last value has begun again with Xray. */
const since = (before, now) => (now >= before ? now - before : now);

function* links(config) {
  for (const inbound of config.services.xray?.inbounds ?? []) {
    for (const client of inbound.settings?.clients ?? []) {
      const owner = config.clientMap[client.email];
      const nodeProtocolId = protocols[inbound.tag];
      if (owner && nodeProtocolId) {
        yield { link: client.email, owner, nodeProtocolId };
      }
    }
  }
}

async function sendOldestReport() {
  const [report] = state.queue;
  if (!report) {
    return;
  }
  try {
    await call('POST', report.path, report.body, { 'idempotency-key': report.id });
  } catch (error) {
    if (!(error instanceof Refused)) {
      throw error;
    }
    // A repeat would be refused again, and hold up the others. Keep it for a person to look at.
    await appendFile(join(folder, 'refused.jsonl'), `${JSON.stringify(report)}\n`);
    console.error(`a report is refused: ${error.message}`);
  }
  state.queue.shift();
  await save();
}

async function work(now) {
  if (!state.authKey) {
    await register();
  }
  if (now >= nextHeartbeat) {
    nextHeartbeat = now + heartbeatEveryMs;
    await heartbeat();
  }
  await sendOldestReport();
}

/** Pauses that grow, with a random part, so that the agents of a fleet do not come back all at once. */
function pauseAfter(failures, atLeastMs) {
  const longest = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** Math.min(failures, 10));
  return Math.max(atLeastMs, longest * (0.5 + Math.random() / 2));
}

let nextHeartbeat = 0;
let nextUsage = performance.now() + usageEveryMs;
let failures = 0;
let pausedUntil = 0;
let stopping = false;
process.on('SIGTERM', () => { stopping = true; });
process.on('SIGINT', () => { stopping = true; });

await mkdir(folder, { recursive: true });
try {
  state = { ...state, ...JSON.parse(await readFile(join(folder, 'state.json'), 'utf8')) };
} catch (error) {
  if (error.code !== 'ENOENT') {
    throw error;
  }
}
while (!stopping) {
  const now = performance.now();
  if (now >= nextUsage) {
    // Counted also while the Core is away: the report waits in the queue.
    nextUsage = now + usageEveryMs;
    await collectUsage();
  }
  if (now >= pausedUntil) {
    try {
      await work(now);
      failures = 0;
    } catch (error) {
      if (!(error instanceof Later || error instanceof KeyRefused)) {
        throw error;
      }
      failures += 1;
      const pause = pauseAfter(failures, error instanceof Later ? error.afterMs : PAUSE_WITHOUT_KEY_MS);
      pausedUntil = now + pause;
      console.error(`again in ${(pause / 1000).toFixed(1)} s: ${error.message}`);
    }
  }
  await sleep(100);
}

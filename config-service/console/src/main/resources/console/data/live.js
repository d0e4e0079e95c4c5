// Live figures: one event stream for the whole tab, closed while the tab is hidden. Where the server has no stream to give, the same
// views are polled. A view is one object, such as all rows of the fleet by id.

import { pollView } from './poll.js';

const STALE_AFTER = 10_000;
const POLL_EVERY = 2_000;
const STREAM_AGAIN_AFTER = 30_000;

const states = new Map();
const watchers = new Map();
const listeners = new Set();

let source = null;
let streamed = '';
let pollTimer = 0;
let streamRefusedAt = -STREAM_AGAIN_AFTER;
let lastEventAt = 0;

/** Calls back with the state of the view now, if it is known, and after each change. Returns the function that ends it. */
export function watch(view, callback) {
  if (!watchers.has(view)) {
    watchers.set(view, new Set());
  }
  watchers.get(view).add(callback);
  if (states.has(view)) {
    callback(states.get(view));
  }
  queueMicrotask(connect);
  return () => {
    watchers.get(view)?.delete(callback);
    if (watchers.get(view)?.size === 0) {
      watchers.delete(view);
      states.delete(view);
      queueMicrotask(connect);
    }
  };
}

/** Calls back once a second with {live, ageSeconds}. */
export function onAge(callback) {
  listeners.add(callback);
  return () => listeners.delete(callback);
}

/** How old the figures on the screen are. */
export function age() {
  const milliseconds = lastEventAt === 0 ? 0 : Date.now() - lastEventAt;
  return { live: watchers.size === 0 || milliseconds < STALE_AFTER, ageSeconds: Math.floor(milliseconds / 1000) };
}

/** Closes the stream, for example after the end of the session. */
export function disconnect() {
  source?.close();
  source = null;
  streamed = '';
  clearInterval(pollTimer);
  pollTimer = 0;
}

setInterval(() => listeners.forEach((listener) => listener(age())), 1_000);

document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    disconnect();
  } else {
    connect();
  }
});

function connect() {
  const wanted = [...watchers.keys()].sort().join(',');
  if (document.hidden || wanted === streamed) {
    return;
  }
  disconnect();
  streamed = wanted;
  if (wanted === '') {
    return;
  }
  if (lastEventAt === 0) {
    lastEventAt = Date.now();
  }
  if (Date.now() - streamRefusedAt < STREAM_AGAIN_AFTER) {
    startPolling();
    return;
  }
  source = new EventSource(`/admin/stream?view=${wanted}`);
  source.addEventListener('snapshot', (event) => received(event, (view, data) => data.state));
  source.addEventListener('change', (event) => received(event, (view, data) => changed(states.get(view), data)));
  source.addEventListener('alive', () => (lastEventAt = Date.now()));
  source.onerror = () => {
    if (source?.readyState === EventSource.CLOSED) {
      streamRefusedAt = Date.now();
      streamed = '';
      connect();
    }
  };
}

function received(event, next) {
  lastEventAt = Date.now();
  const data = JSON.parse(event.data);
  publish(data.view, next(data.view, data));
}

function changed(state, data) {
  const next = { ...state, ...data.set };
  (data.removed || []).forEach((key) => delete next[key]);
  return next;
}

function publish(view, state) {
  if (watchers.has(view)) {
    states.set(view, state);
    watchers.get(view).forEach((callback) => callback(state));
  }
}

function startPolling() {
  const poll = () =>
    [...watchers.keys()].forEach(async (view) => {
      try {
        publish(view, await pollView(view));
        lastEventAt = Date.now();
      } catch {
        // The age of the figures says it.
      }
    });
  poll();
  pollTimer = setInterval(poll, POLL_EVERY);
}

// Where a part of a JSON text is: from a path such as xray.inbounds[0].port to its place in the text.

/** The offset of the value at the path, or of the nearest part that contains it. Returns -1 for a text that is not JSON. */
export function positionOf(text, path) {
  try {
    JSON.parse(text);
  } catch {
    return -1;
  }
  const steps = [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map((match) => (match[1] === undefined ? match[2] : Number(match[1])));
  let at = space(text, 0);
  for (const step of steps) {
    const next = typeof step === 'number' ? element(text, at, step) : member(text, at, step);
    if (next < 0) {
      return at;
    }
    at = next;
  }
  return at;
}

/** The number of the line, from 1, that contains the offset. */
export function lineOf(text, offset) {
  return text.slice(0, Math.max(offset, 0)).split('\n').length;
}

/** Where a text stops being JSON: {line, message}, or null if it is JSON. */
export function syntaxError(text) {
  try {
    JSON.parse(text);
    return null;
  } catch (failure) {
    const offset = Number(/position (\d+)/.exec(failure.message)?.[1] ?? text.length);
    return { line: lineOf(text, offset), message: failure.message };
  }
}

function space(text, at) {
  while (/\s/.test(text[at] ?? '')) {
    at++;
  }
  return at;
}

function member(text, at, name) {
  if (text[at] !== '{') {
    return -1;
  }
  at = space(text, at + 1);
  while (text[at] !== '}') {
    const end = value(text, at);
    const key = JSON.parse(text.slice(at, end));
    at = space(text, space(text, end) + 1);
    if (key === name) {
      return at;
    }
    at = space(text, value(text, at));
    at = text[at] === ',' ? space(text, at + 1) : at;
  }
  return -1;
}

function element(text, at, index) {
  if (text[at] !== '[') {
    return -1;
  }
  at = space(text, at + 1);
  for (let position = 0; text[at] !== ']'; position++) {
    if (position === index) {
      return at;
    }
    at = space(text, value(text, at));
    at = text[at] === ',' ? space(text, at + 1) : at;
  }
  return -1;
}

/** The offset behind the value that starts here. */
function value(text, at) {
  let depth = 0;
  do {
    if (text[at] === '"') {
      for (at++; text[at] !== '"'; at++) {
        if (text[at] === '\\') {
          at++;
        }
      }
      at++;
    } else if (text[at] === '{' || text[at] === '[') {
      depth++;
      at++;
    } else if (text[at] === '}' || text[at] === ']') {
      depth--;
      at++;
    } else if (depth > 0) {
      at++;
    } else {
      while (at < text.length && !/[\s,\]}]/.test(text[at])) {
        at++;
      }
    }
  } while (depth > 0);
  return at;
}

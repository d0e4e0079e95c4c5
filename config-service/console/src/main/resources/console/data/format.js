// Numbers and times as texts. Bytes are IEC with three significant digits; times are local, or UTC if the reader chose so.

import { t } from '../texts/en.js';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
const LANGUAGE = 'en-GB';
const whole = new Intl.NumberFormat(LANGUAGE);

let utc = localStorage.getItem('nc-utc') === 'true';

export const NONE = '–';

export function isUtc() {
  return utc;
}

export function setUtc(value) {
  utc = value;
  localStorage.setItem('nc-utc', String(value));
}

export function number(value) {
  return value === null || value === undefined ? NONE : whole.format(value);
}

export function bytes(value) {
  if (value === null || value === undefined) {
    return NONE;
  }
  let amount = Math.abs(Number(value));
  let unit = 0;
  while (amount >= 999.5 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit++;
  }
  const digits = unit === 0 || amount >= 99.95 ? 0 : amount >= 9.995 ? 1 : 2;
  return `${value < 0 ? '−' : ''}${amount.toFixed(digits)} ${UNITS[unit]}`;
}

/** Bytes per second. */
export function rate(value) {
  return value === null || value === undefined ? NONE : `${bytes(value)}/s`;
}

export function percent(value) {
  return value === null || value === undefined ? NONE : `${Math.round(value)} %`;
}

/** The share of a part in percent, or null if one of them is unknown. */
export function share(part, all) {
  return part === null || part === undefined || !all ? null : (100 * part) / all;
}

export function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return NONE;
  }
  const value = Math.max(0, Math.round(seconds));
  if (value < 60) {
    return `${value} s`;
  }
  if (value < 3600) {
    return `${Math.floor(value / 60)} min`;
  }
  if (value < 86_400) {
    return `${Math.floor(value / 3600)} h ${Math.floor((value % 3600) / 60)} min`;
  }
  return `${Math.floor(value / 86_400)} d ${Math.floor((value % 86_400) / 3600)} h`;
}

export function ago(time) {
  return time ? t.format.ago(duration((Date.now() - Date.parse(time)) / 1000)) : t.format.never;
}

export function time(value) {
  if (!value) {
    return NONE;
  }
  return new Intl.DateTimeFormat(LANGUAGE, {
    year: 'numeric', month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    timeZone: utc ? 'UTC' : undefined, timeZoneName: 'short',
  }).format(new Date(value));
}

export function day(value) {
  return value
    ? new Intl.DateTimeFormat(LANGUAGE, { year: 'numeric', month: 'short', day: '2-digit', timeZone: 'UTC' }).format(new Date(value))
    : NONE;
}

/** Steps of an axis of bytes: 1, 2, 4 … of each unit, so that its figures are round. */
bytes.steps = Array.from({ length: 60 }, (_, power) => 2 ** power);
rate.steps = bytes.steps;

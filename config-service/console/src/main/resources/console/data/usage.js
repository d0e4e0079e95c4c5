// Usage series as charts need them: a value for each step, split by an id.

const STEPS = { minute: { seconds: 60, count: 60 }, hour: { seconds: 3_600, count: 48 }, day: { seconds: 86_400, count: 30 } };
const MOST_SERIES = 6;

export const usageSteps = Object.keys(STEPS);

/** The range that ends now: {step, from, times}; hours if the step is unknown. */
export function usageRange(word) {
  const step = STEPS[word] ? word : 'hour';
  const { seconds, count } = STEPS[step];
  const last = Math.floor(Date.now() / 1_000 / seconds) * seconds;
  const times = Array.from({ length: count }, (_, index) => last - (count - 1 - index) * seconds);
  return { step, from: new Date(times[0] * 1_000).toISOString(), times };
}

/** The sums up and down by this member, the largest series first and the rest as one: {times, series}. */
export function stackedBy(points, range, member, label) {
  const index = new Map(range.times.map((time, position) => [time, position]));
  const sums = new Map();
  points.forEach((point) => {
    const position = index.get(Date.parse(point.time) / 1_000);
    if (position === undefined) {
      return;
    }
    const id = point[member];
    if (!sums.has(id)) {
      sums.set(id, { id, total: 0, values: range.times.map(() => 0) });
    }
    const amount = point.bytesUp + point.bytesDown;
    sums.get(id).total += amount;
    sums.get(id).values[position] += amount;
  });
  const sorted = [...sums.values()].sort((a, b) => b.total - a.total);
  const shown = sorted.length > MOST_SERIES ? sorted.slice(0, MOST_SERIES - 1) : sorted;
  const series = shown.map((one) => ({ label: label(one.id), values: one.values }));
  if (shown.length < sorted.length) {
    const rest = sorted.slice(shown.length);
    series.push({ label: `+${rest.length}`, values: range.times.map((_, at) => rest.reduce((sum, one) => sum + one.values[at], 0)) });
  }
  return { times: series.length === 0 ? [] : range.times, series };
}

import { resolveTime } from '@quarterdeck/plugin-pipelines-common';

const hourMs = 3_600_000;

/** The time a dashboard is about. */
export interface Range {
  from: Date;
  to: Date;
}

/** Rollups are hourly, so a range begins with the hour it begins in. */
export function rangeOf(query: { from: string; to: string }, now: Date): Range {
  const from = resolveTime(query.from, now).getTime();
  return {
    from: new Date(Math.floor(from / hourMs) * hourMs),
    to: resolveTime(query.to, now),
  };
}

/** The equally long range before. */
export function rangeBefore({ from, to }: Range): Range {
  const hours = Math.ceil((to.getTime() - from.getTime()) / hourMs);
  return { from: new Date(from.getTime() - hours * hourMs), to: from };
}

/** The range as answers tell it. */
export const rangeAnswer = ({ from, to }: Range) => ({
  from: from.toISOString(),
  to: to.toISOString(),
});

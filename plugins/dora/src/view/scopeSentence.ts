import { formatCount, formatDay } from '@quarterdeck/plugin-portal-react';
import { OverviewAnswer } from '../api/answerTypes';
import { DoraView } from './useDoraView';

const kinds: Record<string, string> = {
  group: ' team',
  system: ' system',
  domain: ' domain',
  component: '',
  user: '',
};

/** A scope as people call it: `payments team`. */
export function scopeName(scope: string | undefined): string {
  if (!scope) return 'Everything';
  const [kind, rest = kind] = scope.split(':');
  const name = rest.split('/').pop() ?? rest;
  const word = kinds[kind] ?? '';
  // `payments-team` is called a team already.
  return name.endsWith(word.trim()) ? name : `${name}${word}`;
}

const day = (text: string): string => {
  if (text === 'now') return 'now';
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : formatDay(at, new Date());
};

const units: Record<string, string> = { h: 'hour', d: 'day', w: 'week' };

/** A range nobody named. */
export const rangeWords = (from: string, to: string): string => {
  const [, count, unit] =
    (to === 'now' && /^now-(\d+)([hdw])$/.exec(from)) || [];
  if (!unit) return `${day(from)} to ${day(to)}`;
  return `Last ${count} ${units[unit]}${count === '1' ? '' : 's'}`;
};

/** A part of the time before may lie before anything was sent: then no change can be judged. */
export function isCovered(
  compared: OverviewAnswer['compared'],
  dataSince: string | null | undefined,
): boolean {
  if (!compared || !dataSince) return true;
  return Date.parse(dataSince) <= Date.parse(compared.before.from);
}

/** Whose numbers these are and with what they are compared. */
export function scopeSentence(
  view: DoraView,
  answer: OverviewAnswer,
  dataSince?: string | null,
): string {
  const { services, compared } = answer;
  const parts = [
    scopeName(view.scope),
    `${formatCount(services)} ${services === 1 ? 'service' : 'services'}`,
    'production',
  ].join(', ');
  if (!compared) return `${parts}.`;
  const { before, after } = compared;
  if (dataSince && Date.parse(dataSince) >= Date.parse(before.to)) {
    return `${parts}. Nothing known before ${day(dataSince)}.`;
  }
  return view.marker
    ? `${parts}. Since ${view.markerLabel ?? day(view.marker)}: ${day(
        after.from,
      )} to ${day(after.to)}, compared with as long before.`
    : `${parts}. Against ${day(before.from)} to ${day(before.to)}.`;
}

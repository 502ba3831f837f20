import { Random } from './random';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** GitHub tells whole seconds. */
export function wholeSecond(at: number): number {
  return Math.floor(at / SECOND) * SECOND;
}

/** `2026-09-17T10:21:00Z`, as GitHub writes it. */
export function isoSecond(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function startOfDay(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

/** How much of a usual day's work is done: most on Tuesday to Thursday, little at the weekend. */
export function workOfDay(day: number): number {
  return [0.05, 0.9, 1.1, 1.1, 1.05, 0.8, 0.07][new Date(day).getUTCDay()];
}

/** A moment of a day: two heaps, before and after lunch, with early birds and late ones. */
export function workingMoment(random: Random, day: number): number {
  const hour = random.chance(0.52)
    ? random.normal(9.8, 1.2)
    : random.normal(14.6, 1.5);
  return wholeSecond(day + Math.min(21, Math.max(5.5, hour)) * HOUR);
}

/** The moment itself in working hours, else the next morning of a workday. */
export function toWorkingHours(random: Random, at: number): number {
  const hour = (at - startOfDay(at)) / HOUR;
  const weekday = new Date(at).getUTCDay();
  const free = weekday === 0 || weekday === 6;
  if (!free && hour >= 7 && hour <= 18.5) return wholeSecond(at);
  let day = startOfDay(at) + (hour < 7 && !free ? 0 : DAY);
  while ([0, 6].includes(new Date(day).getUTCDay())) day += DAY;
  return wholeSecond(day + random.normal(8.6, 0.5) * HOUR);
}

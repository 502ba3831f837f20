import { Reader } from '../reader';

/** Seconds behind the log, from which the tables do not tell today. */
const tooFarBehind = 5;

/**
 * Whether the tables tell how things stand now. While scans wait to be read, today
 * is not counted: it would close the days that they tell of.
 */
export async function isCaughtUp({
  lag,
}: Pick<Reader, 'lag'>): Promise<boolean> {
  const { stopped, seconds } = await lag();
  return !stopped && seconds <= tooFarBehind;
}

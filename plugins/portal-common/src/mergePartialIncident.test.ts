import { mergePartialIncident } from './mergePartialIncident';

const turn = (startedAt: string, more: object = {}) => ({
  startedAt,
  title: `told at ${startedAt}`,
  severity: 'unknown',
  causes: [] as object[],
  partial: true as boolean | undefined,
  url: undefined as string | undefined,
  ...more,
});

describe('mergePartialIncident', () => {
  const cause = { kind: 'artifact', id: 'sha256:77aa' };
  const detected = turn('2026-03-01T10:00:00.000Z', { causes: [cause] });
  const reported = turn('2026-03-01T10:10:00.000Z', { url: 'https://t/7' });
  const resolved = turn('2026-03-01T11:00:00.000Z');

  it('keeps start, title and cause of what was told first', () => {
    const merged = mergePartialIncident(resolved, detected);
    expect(merged).toEqual({ ...detected, url: undefined });
    expect(mergePartialIncident(detected, resolved)).toEqual(merged);
  });

  it('does not depend on the order in which three turns are put together', () => {
    const ahead = mergePartialIncident(
      resolved,
      mergePartialIncident(reported, detected),
    );
    const behind = mergePartialIncident(
      mergePartialIncident(resolved, reported),
      detected,
    );
    expect(ahead).toEqual(behind);
    expect(ahead).toMatchObject({ ...detected, url: 'https://t/7' });
  });

  it('leaves a whole report as it is, which may take back what was told', () => {
    const whole = turn('2026-03-01T12:00:00.000Z', { partial: undefined });
    expect(mergePartialIncident(whole, detected)).toBe(whole);
  });

  it('adds a turn to a whole report, which stays whole', () => {
    const whole = turn('2026-03-01T09:30:00.000Z', {
      partial: undefined,
      severity: 'sev2',
    });
    expect(mergePartialIncident(resolved, whole)).toMatchObject({
      startedAt: whole.startedAt,
      title: whole.title,
      severity: 'sev2',
      partial: undefined,
    });
  });
});

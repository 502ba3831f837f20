import { incidentSchema } from '@quarterdeck/plugin-ingest-common';
import { DAY } from '../history/clock';
import { planHistory } from '../history/planHistory';
import { incidentDeliveries } from './incidentDeliveries';
import { planIncidents } from './planIncidents';

const to = new Date('2026-09-17T10:21:00Z').getTime();
const from = to - 60 * DAY;
const { runs, history } = planHistory({
  seed: 1,
  from: new Date(from),
  to: new Date(to),
});
const incidents = planIncidents(runs, { from, to });

describe('the incidents of the demo', () => {
  it('follow deployments that were rolled back, name some versions, and one is open', () => {
    const changes = incidents.filter(({ isOutside }) => !isOutside);
    expect(changes.length).toBeGreaterThan(4);
    expect(changes.some(({ version }) => version)).toBe(true);
    expect(changes.some(({ version }) => !version)).toBe(true);
    expect(
      incidents
        .filter(({ resolvedAt }) => resolvedAt === undefined)
        .map(({ service }) => service),
    ).toContain('fraud-model');
    for (const { startedAt, acknowledgedAt, resolvedAt = to } of incidents) {
      expect(acknowledgedAt).toBeGreaterThanOrEqual(startedAt);
      expect(resolvedAt).toBeGreaterThan(startedAt);
    }
  });

  it('had no part of ours in some', () => {
    expect(incidents.some(({ isOutside }) => isOutside)).toBe(true);
  });

  it('are told in words that the log takes, each id once', () => {
    const told = incidents.flatMap(incidentDeliveries);
    const ids = told.map(({ deliveryId }) => deliveryId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { body } of told) {
      const event = body();
      expect(event).toMatchObject({ type: 'incident.v1' });
      const data = Reflect.get(Object(event), 'data');
      expect(incidentSchema.safeParse(data).error).toBeUndefined();
    }
    expect(history.filter(({ source }) => source === 'incidents').length).toBe(
      told.filter(({ at }) => at <= to).length,
    );
  });
});

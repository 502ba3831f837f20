import { sampleSeries } from '../__testUtils__/sampleFigures';
import { plotMarks } from './seriesModel';

describe('marks of alerts', () => {
  const series = sampleSeries('busy');
  const marks = (end: (typeof series.alerts)[number]['end'], scope?: string) =>
    plotMarks(
      { ...series, alerts: series.alerts.map(one => ({ ...one, end })) },
      'change_fail_rate',
      { scope },
    )
      .filter(({ tone }) => tone !== 'marker')
      .map(({ at, label, tone }) => [new Date(at).toISOString(), label, tone]);
  const left = ['2026-09-07T00:00:00.000Z', 'ledger: Medium', 'worse'];
  const [{ end: recovered }] = series.alerts;

  it('tell where a metric left, and where it came back', () => {
    expect(marks(null)).toEqual([left]);
    expect(marks(recovered)).toEqual([
      left,
      ['2026-09-14T00:00:00.000Z', 'ledger: back in high', 'better'],
    ]);
    expect(marks(recovered, 'component:default/ledger')).toEqual([
      ['2026-09-07T00:00:00.000Z', 'High → Medium', 'worse'],
      ['2026-09-14T00:00:00.000Z', 'Medium → High', 'better'],
    ]);
  });

  it('tell nothing of what lies before the time that is drawn', () => {
    const before = {
      ...series,
      range: { ...series.range, from: '2026-09-10T00:00:00.000Z' },
      markers: [],
      changePoints: [],
    };
    expect(
      plotMarks(before, 'change_fail_rate', {}).map(({ label }) => label),
    ).toEqual(['ledger: back in high']);
  });

  it('tell nothing of what never was', () => {
    expect(
      marks({
        kind: 'withdrawn',
        why: 'recomputed',
        noticedAt: '2026-10-05T00:00:00Z',
        toldAt: null,
      }),
    ).toEqual([]);
  });
});

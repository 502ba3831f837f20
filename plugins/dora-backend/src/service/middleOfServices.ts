import { MetricName, quantiles, Window } from '@quarterdeck/plugin-dora-common';
import { readOwnFigures } from '../database/ownFigures';
import { ServiceRow } from '../database/serviceRows';
import { daysKnown, FigureSource, readableSlice, versionOf } from './measure';
import { MeasureOptions } from './measured';
import { Memory } from './memory';

/** The five values of one service in a window; of frequency the count. */
export interface OwnFigures {
  leadSeconds: number | null;
  recoverySeconds: number | null;
  deployments: number;
  failRatio: number | null;
  reworkRatio: number | null;
}

/** Where they are read, and kept while a service has not changed. */
export interface MiddleSource extends FigureSource {
  middles: Memory<OwnFigures>;
}

function valueOf(metric: MetricName, own: OwnFigures, days: number) {
  switch (metric) {
    case 'change_lead_time':
      return own.leadSeconds;
    case 'deployment_frequency':
      return days > 0 ? own.deployments / days : null;
    case 'failed_deployment_recovery_time':
      return own.recoverySeconds;
    case 'change_fail_rate':
      return own.failRatio;
    default:
      return own.reworkRatio;
  }
}

/**
 * The middle of the services' own values (rule 17), beside the pooled one: of
 * any number of services. Each is read once and kept until its samples change,
 * so that an organisation costs what has changed in it.
 */
export async function middleOfServices(
  source: MiddleSource,
  services: readonly ServiceRow[],
  window: Window,
  options: MeasureOptions,
): Promise<
  ((metric: MetricName) => { value: number | null; services: number }) | null
> {
  if (services.length < 2) return null;
  const slice = readableSlice(window, options);
  const keys = services.map(row => ({
    no: row.no,
    key: [versionOf([row]), slice.from, slice.to, options.recoveryBy].join(' '),
  }));
  const numbers = keys.flatMap(({ no, key }) =>
    source.middles.has(key) ? [] : [no],
  );
  const reading =
    numbers.length === 0
      ? undefined
      : readOwnFigures(source.knex, numbers, slice, options.recoveryBy);
  const own = await Promise.all(
    keys.map(({ no, key }) =>
      source.middles.get(key, async () => {
        const read =
          reading ??
          readOwnFigures(source.knex, [no], slice, options.recoveryBy);
        const found = (await read).get(no);
        if (!found) throw new Error('Every service asked for has figures');
        return found;
      }),
    ),
  );
  const days = services.map(row => daysKnown(window, [row], options));
  return metric => {
    const figures = quantiles(
      own.flatMap((one, i) => valueOf(metric, one, days[i]) ?? []),
    );
    return { value: figures.median, services: figures.n };
  };
}

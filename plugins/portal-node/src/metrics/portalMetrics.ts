import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const registry = new Registry();

const defaultBuckets = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** The metric of that name, made on first use: plugins may be loaded twice in tests. */
const existing = <T>(name: string, kind: new (...args: never[]) => T) => {
  const metric = registry.getSingleMetric(name);
  return metric instanceof kind ? metric : undefined;
};

/**
 * The figures of this process, served at `/metrics`. One registry for all
 * plugins; names start with `quarterdeck_`, units are in the name.
 */
export const portalMetrics = {
  registry,
  counter(name: string, help: string, labelNames: string[] = []): Counter {
    return (
      existing<Counter>(name, Counter) ??
      new Counter({ name, help, labelNames, registers: [registry] })
    );
  },
  histogram(
    name: string,
    help: string,
    labelNames: string[] = [],
    buckets: number[] = defaultBuckets,
  ): Histogram {
    return (
      existing<Histogram>(name, Histogram) ??
      new Histogram({ name, help, labelNames, buckets, registers: [registry] })
    );
  },
  /** `collect` runs at each scrape. */
  gauge(
    name: string,
    help: string,
    labelNames: string[] = [],
    collect?: (this: Gauge) => void | Promise<void>,
  ): Gauge {
    return (
      existing<Gauge>(name, Gauge) ??
      new Gauge({ name, help, labelNames, collect, registers: [registry] })
    );
  },
};

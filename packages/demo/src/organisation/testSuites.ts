/** What a service's tests are like. */
export interface TestSuite {
  /** Fails now and then, and passes when it is tried again. */
  flaky?: string;
  /** Takes this many seconds, every time. */
  slow?: { name: string; seconds: number };
  /** Share of its lines that tests cover, in percent, when the history begins. */
  coverage: number;
  /** Files of the service, as coverage reports list them. */
  files: number;
}

/** Services whose pipelines send test results and coverage. */
export const testSuites: Partial<Record<string, TestSuite>> = {
  'payments-api': {
    flaky: 'settles the file of a day that ends in daylight saving',
    coverage: 83,
    files: 14,
  },
  checkout: {
    slow: { name: 'pays an order of two hundred lines', seconds: 47 },
    coverage: 78,
    files: 11,
  },
  'storefront-web': {
    flaky: 'keeps the carousel in place while images load',
    coverage: 71,
    files: 16,
  },
  identity: { coverage: 88, files: 9 },
  ledger: { coverage: 91, files: 12 },
  'feature-store': { coverage: 74, files: 8 },
};

import { digest } from '../history/random';

/** A question a pipeline asks before it deploys. */
export interface GateQuestionPlan {
  of: string;
  environment: string;
  /** Absent: the commit that was scanned last. */
  commit?: string;
}

/** Services whose pipelines ask, with the way they go. */
const asking = [
  'payments-api',
  'checkout',
  'notifications',
  'identity',
  'storefront-web',
  'cart',
  'search-indexer',
  'product-catalogue',
  'fraud-model',
  'feature-store',
  'ranker-model',
];

/**
 * First staging, then production; one asks about a commit that nobody scanned, and
 * one of a library that nothing scans.
 */
export const gateQuestions: readonly GateQuestionPlan[] = [
  ...['staging', 'production-eu'].flatMap(environment =>
    asking.map(of => ({ of, environment })),
  ),
  {
    of: 'payments-api',
    environment: 'production-us',
    commit: digest('a commit without a scan'),
  },
  {
    of: 'deploy-tools',
    environment: 'staging',
    commit: digest('a commit of what is never scanned'),
  },
];

/** A decision that somebody overrules. */
export const overruled = {
  of: 'notifications',
  environment: 'production-eu',
  reason: 'Mails of the recall have to go out today; fixed tomorrow.',
  days: 2,
} as const;

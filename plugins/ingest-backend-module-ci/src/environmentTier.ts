import { Deployment } from '@quarterdeck/plugin-ingest-common';

type Tier = Deployment['environment']['tier'];

/** Asked in this order, so that a name which fits two tiers is never production. */
const rules: readonly [tier: Tier, word: RegExp][] = [
  [
    'staging',
    /^(?:staging|stage|stg|preprod|preproduction|uat|acceptance)\d*$/,
  ],
  ['testing', /^(?:test|testing|tst|qa|ci|e2e|integration)\d*$/],
  [
    'development',
    /^(?:dev|devel|develop|development|local|sandbox|preview|previews|review|reviews)\d*$/,
  ],
  ['production', /^(?:production|prod|prd|live)\d*$/],
];

/**
 * The tier of an environment by what the provider says of it, else by its name.
 * Previews and other transient environments are development: they show one
 * change to the people who work on it. What no rule knows is `other`.
 */
export function environmentTier(environment: {
  name: string;
  production?: boolean;
  transient?: boolean;
}): Tier {
  if (environment.production) return 'production';
  const name = environment.name
    .toLowerCase()
    .replace(/(?<![a-z0-9])pre[^a-z0-9]*(?=prod)/g, 'pre');
  // `non-prod` says what it is not, and nothing more.
  if (/(?<![a-z0-9])(?:non|not|no)[^a-z0-9]*prod/.test(name)) return 'other';
  const tokens = name.split(/[^a-z0-9]+/);
  const byName = rules.find(([, word]) =>
    tokens.some(token => word.test(token)),
  );
  if (environment.transient && byName?.[0] !== 'testing') return 'development';
  return byName?.[0] ?? 'other';
}

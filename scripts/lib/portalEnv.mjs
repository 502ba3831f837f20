/** Those of packages/demo/src/organisation/sources.ts: a secret each. */
const demoSenders = [
  'github',
  'gitlab',
  'jenkins',
  'circleci',
  'buildkite',
  'tekton',
  'cdevents',
  'argocd',
  'argorollouts',
  'flagger',
  'reports',
  'incidents',
];

/**
 * What the portal takes from the environment, beside the database: given by the user, else made
 * once and kept with the data.
 *
 * @param {import('./dataFolder.mjs').DataFolder} data
 * @param {number} port
 * @returns {Record<string, string>}
 */
export function portalEnv(data, port) {
  const kept = (name, file) => process.env[name] ?? data.secret(file);
  return {
    QUARTERDECK_PORT: `${port}`,
    QUARTERDECK_BASE_URL:
      process.env.QUARTERDECK_BASE_URL ?? `http://localhost:${port}`,
    QUARTERDECK_BODY_KEY: kept('QUARTERDECK_BODY_KEY', 'ingest-body.key'),
    QUARTERDECK_BACKEND_KEY: kept('QUARTERDECK_BACKEND_KEY', 'backend.key'),
    ...Object.fromEntries(
      demoSenders.map(sender => {
        const name = `QUARTERDECK_DEMO_${sender.toUpperCase()}_SECRET`;
        return [name, kept(name, `demo-${sender}.secret`)];
      }),
    ),
  };
}

/**
 * @param {import('./postgres.mjs').RunningPostgres} postgres
 * @returns {Record<string, string>}
 */
export function databaseEnv(postgres) {
  return {
    POSTGRES_HOST: postgres.host,
    POSTGRES_PORT: `${postgres.port}`,
    POSTGRES_USER: postgres.user,
    POSTGRES_PASSWORD: postgres.password,
    POSTGRES_DATABASE: postgres.database,
  };
}

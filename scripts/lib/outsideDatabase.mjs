import { FriendlyError } from './friendlyError.mjs';

/**
 * The settings of a Postgres of the user's own, from `DATABASE_URL` or `POSTGRES_*`.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string> | undefined} environment for the portal
 */
export function outsideDatabase(env) {
  if (!env.DATABASE_URL) {
    return env.POSTGRES_HOST
      ? {
          POSTGRES_HOST: env.POSTGRES_HOST,
          POSTGRES_PORT: env.POSTGRES_PORT ?? '5432',
          POSTGRES_USER: env.POSTGRES_USER ?? 'postgres',
          POSTGRES_PASSWORD: env.POSTGRES_PASSWORD ?? '',
          POSTGRES_DATABASE: env.POSTGRES_DATABASE ?? 'quarterdeck',
        }
      : undefined;
  }
  let url;
  try {
    url = new URL(env.DATABASE_URL);
  } catch {
    url = undefined;
  }
  const database = url && decodeURIComponent(url.pathname.slice(1));
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || !database) {
    throw new FriendlyError(
      'DATABASE_URL is not the address of a Postgres database: write it as postgres://user:password@host:5432/database.',
    );
  }
  return {
    POSTGRES_HOST: url.hostname || 'localhost',
    POSTGRES_PORT: url.port || '5432',
    POSTGRES_USER: decodeURIComponent(url.username) || 'postgres',
    POSTGRES_PASSWORD: decodeURIComponent(url.password),
    POSTGRES_DATABASE: database,
    ...sslSetting(url.searchParams.get('sslmode')),
  };
}

/** libpq's words for how much the server's certificate is trusted. */
function sslSetting(mode) {
  if (mode === 'require' || mode === 'prefer') {
    return {
      APP_CONFIG_backend_database_connection_ssl: JSON.stringify({
        rejectUnauthorized: false,
      }),
    };
  }
  return mode === 'verify-ca' || mode === 'verify-full'
    ? { APP_CONFIG_backend_database_connection_ssl: 'true' }
    : undefined;
}

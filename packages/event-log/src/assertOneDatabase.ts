import { RootConfigService } from '@backstage/backend-plugin-api';

const places = ['host', 'port', 'database', 'connectionString', 'instance'];

/**
 * An append must commit with the change it tells of, so all plugins must live
 * in one database, a schema each. Throws one sentence that says what to change.
 */
export function assertOneDatabase(config: RootConfigService): void {
  const database = config.getConfig('backend.database');
  const client = database.getString('client');
  if (client !== 'pg') {
    throw new Error(
      `The event log needs Postgres: set backend.database.client to 'pg' instead of '${client}'.`,
    );
  }
  const mode = database.getOptionalString('pluginDivisionMode') ?? 'database';
  if (mode !== 'schema') {
    throw new Error(
      `The event log needs all plugins in one database: set backend.database.pluginDivisionMode to 'schema' instead of '${mode}'.`,
    );
  }
  if (database.getOptionalString('schemaPrefix')) {
    throw new Error(
      "The event log's schema is always called 'log': remove backend.database.schemaPrefix and give this portal a database of its own.",
    );
  }
  const plugins = database.getOptionalConfig('plugin');
  for (const plugin of plugins?.keys() ?? []) {
    const base = database.getOptional('connection');
    const own = plugins?.getOptional(`${plugin}.connection`);
    const ownClient = plugins?.getOptionalString(`${plugin}.client`);
    if ((ownClient ?? client) !== client || isElsewhere(base, own)) {
      throw new Error(
        `The event log needs all plugins in one database: remove the connection and client under backend.database.plugin.${plugin}.`,
      );
    }
  }
}

function isElsewhere(base: unknown, own: unknown): boolean {
  if (own === undefined) return false;
  if (typeof own === 'string' || typeof base === 'string') return own !== base;
  const left = Object.entries(Object(base));
  return Object.entries(Object(own)).some(
    ([key, value]) =>
      places.includes(key) &&
      value !== left.find(([name]) => name === key)?.[1],
  );
}

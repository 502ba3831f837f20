import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { assertOneDatabase } from './assertOneDatabase';

const check = (database: JsonObject) => () =>
  assertOneDatabase(
    new ConfigReader({
      backend: {
        database: {
          client: 'pg',
          connection: { host: 'db', port: 5432, database: 'portal' },
          pluginDivisionMode: 'schema',
          ...database,
        },
      },
    }),
  );

describe('assertOneDatabase', () => {
  it('accepts one database with a schema per plugin', () => {
    expect(check({})).not.toThrow();
    expect(
      check({
        plugin: {
          ingest: { knexConfig: { pool: { max: 10 } } },
          catalog: { connection: { host: 'db', application_name: 'x' } },
        },
      }),
    ).not.toThrow();
  });

  it.each([
    ['a database per plugin', { pluginDivisionMode: 'database' }, /schema/],
    ['no Postgres', { client: 'better-sqlite3' }, /'pg'/],
    ['a prefix', { schemaPrefix: 'blue_' }, /schemaPrefix/],
    [
      'a plugin elsewhere',
      { plugin: { catalog: { connection: { host: 'other' } } } },
      /backend\.database\.plugin\.catalog/,
    ],
    [
      'a plugin with its own connection string',
      { plugin: { catalog: { connection: 'postgres://other/db' } } },
      /backend\.database\.plugin\.catalog/,
    ],
  ])('refuses %s with one sentence', (_name, database, sentence) => {
    expect(check(database)).toThrow(sentence);
  });

  it('refuses a default division mode, which is a database per plugin', () => {
    const config = new ConfigReader({
      backend: { database: { client: 'pg', connection: 'postgres://db/x' } },
    });
    expect(() => assertOneDatabase(config)).toThrow(/instead of 'database'/);
  });
});

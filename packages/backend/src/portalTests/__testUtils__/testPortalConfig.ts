import fs from 'node:fs';
import path from 'node:path';

/** A person whose role allows everything. */
export const insider = 'user:default/ines-insider';

/** A person whom no role names. */
export const outsider = 'user:default/otto-outsider';

const person = (name: string, memberOf: string[]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name },
  spec: { memberOf },
});

const catalog = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'insiders' },
    spec: { type: 'team', children: [] },
  },
  person('ines-insider', ['insiders']),
  person('otto-outsider', []),
];

/** What a portal under test has over `app-config.yaml`; files it needs go into `folder`. */
export function testPortalConfig(folder: string): object {
  const entities = path.join(folder, 'entities.yaml');
  fs.writeFileSync(
    entities,
    catalog.map(entity => JSON.stringify(entity)).join('\n---\n'),
  );
  return {
    backend: {
      listen: { host: '127.0.0.1' },
      auth: {
        externalAccess: [
          {
            type: 'static',
            // eslint-disable-next-line no-template-curly-in-string
            options: { token: '${TEST_TOKEN}', subject: 'test' },
          },
        ],
      },
    },
    auth: { environment: 'development', providers: { demo: {} } },
    permission: {
      roles: [
        {
          name: 'insider',
          members: ['group:default/insiders'],
          allow: ['*'],
        },
      ],
    },
    catalog: {
      rules: [{ allow: ['User', 'Group', 'Component'] }],
      locations: [{ type: 'file', target: entities }],
    },
    ingest: {
      sources: {
        github: {
          kind: 'github',
          secrets: [{ $env: 'TEST_SECRET' }],
          entities: 'all',
        },
        machine: {
          kind: 'events',
          tokenSubjects: ['test'],
          entities: 'all',
        },
      },
    },
  };
}

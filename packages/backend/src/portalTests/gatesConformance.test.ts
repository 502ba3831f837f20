import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import {
  GateCase,
  gateCases,
  gatePolicyOf,
  levelName,
} from './__testUtils__/gateCases';
import { readFixture, securityFolder } from './__testUtils__/securityFiles';
import { startTestPortal, TestPortal } from './__testUtils__/startTestPortal';
import { insider } from './__testUtils__/testPortalConfig';
import { waitFor } from './__testUtils__/waitFor';

const commit = 'abcdef1234567890';
const resultSchema = z.object({
  result: z.object({
    verdict: z.string(),
    passed: z.boolean(),
    failedLevels: z.array(z.string()),
    findings: z.array(
      z.object({
        ruleId: z.string(),
        effect: z.string(),
        excuse: z.object({ by: z.string() }).nullable(),
      }),
    ),
    unusedExceptions: z.array(
      z.object({
        why: z.string(),
        exception: z.object({ vulnerability: z.string().optional() }),
      }),
    ),
  }),
});

const cases = gateCases();
const refOf = (index: number) => `component:default/gate-${index}`;
const sorted = (words: readonly string[]) => [...new Set(words)].sort();

/** A catalog with a component for each vector, and the person who sets its policy. */
function catalogFile(folder: string): string {
  const file = path.join(folder, 'entities.yaml');
  const entities = [
    {
      kind: 'Group',
      metadata: { name: 'insiders' },
      spec: { type: 'team', children: [] },
    },
    {
      kind: 'User',
      metadata: { name: 'ines-insider' },
      spec: { memberOf: ['insiders'] },
    },
    ...cases.map((_, index) => ({
      kind: 'Component',
      metadata: { name: `gate-${index}` },
      spec: {
        type: 'service',
        lifecycle: 'production',
        owner: 'group:default/insiders',
      },
    })),
  ];
  fs.writeFileSync(
    file,
    entities
      .map(one =>
        JSON.stringify({ apiVersion: 'backstage.io/v1alpha1', ...one }),
      )
      .join('\n---\n'),
  );
  return file;
}

if (cases.length === 0) {
  // eslint-disable-next-line jest/no-disabled-tests, jest/expect-expect
  it.skip(`GATES.json (skipped: ${securityFolder} does not exist)`, () => {});
} else {
  describe('gates of audit-ci, reports uploaded and asked by API', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-gates-'));
    let database: TestDatabase;
    let portal: TestPortal;
    let token: string;

    beforeAll(async () => {
      database = await createTestDatabase();
      portal = await startTestPortal({
        connectionString: database.connectionString,
        config: {
          permission: {
            roles: [
              { name: 'machine', members: ['*'], allow: ['*'] },
              {
                name: 'insider',
                members: ['group:default/insiders'],
                allow: ['*'],
              },
            ],
          },
          catalog: {
            locations: [{ type: 'file', target: catalogFile(folder) }],
          },
        },
      });
      token = await portal.signIn(insider);
    });
    afterAll(async () => {
      await portal?.kill();
      await database?.drop();
      fs.rmSync(folder, { recursive: true, force: true });
    });

    const post = (where: string, body: object) =>
      portal.ask(`/api/security/v1/${where}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
      });

    const ask = async (entity: string, one: GateCase) => {
      // As soon as the catalog has it.
      await waitFor(`the policy of ${entity}`, async () => {
        const { status } = await post('gate-policies', {
          name: one.name,
          scope: 'entity',
          scopeRef: entity,
          policy: gatePolicyOf(one),
        });
        return status === 200;
      });
      const query = new URLSearchParams({
        entity,
        category: 'dependency',
        commit,
      });
      const sent = await portal.ask(`/api/ingest/v1/reports?${query}`, {
        method: 'POST',
        body: readFixture(one.file),
        headers: { 'content-type': 'application/octet-stream' },
      });
      expect(sent.status).toBe(202);
      let answer: unknown;
      await waitFor(`the gate of ${entity}`, async () => {
        const { status, json } = await post('gates/evaluate', {
          entity,
          commit,
        });
        answer = json;
        return status === 200;
      });
      return resultSchema.parse(answer).result;
    };

    it.each(
      cases.map(
        (one, index) => [`${one.suite}: ${one.name}`, index, one] as const,
      ),
    )('%s', async (_, index, one) => {
      const result = await ask(refOf(index), one);
      const advisories = (
        chosen: (finding: (typeof result.findings)[number]) => boolean,
      ) => sorted(result.findings.filter(chosen).map(({ ruleId }) => ruleId));
      expect({
        passed: result.passed,
        failedLevels: sorted(result.failedLevels),
        failing: advisories(({ effect }) => effect === 'fails'),
        excused: advisories(({ excuse }) => excuse?.by === 'exception'),
        notFound: result.unusedExceptions.flatMap(({ why, exception }) =>
          why === 'nothing_matches' ? exception.vulnerability ?? [] : [],
        ),
      }).toEqual({
        passed: one.pass,
        failedLevels: sorted(one.expected.failedLevelsFound.map(levelName)),
        failing: sorted(one.expected.advisoriesFound),
        excused: sorted([
          ...one.expected.allowlistedAdvisoriesFound,
          ...one.expected.allowlistedPathsFound.map(text => text.split('|')[0]),
        ]),
        notFound: one.expected.allowlistedAdvisoriesNotFound,
      });
    });
  });
}

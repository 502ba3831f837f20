import { mockServices } from '@backstage/backend-test-utils';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  createAuditLog,
  createStaticEntityIndex,
} from '@quarterdeck/plugin-portal-node';
import { ClockDeps } from '../service/clock/clockDeps';
import { KeptAnswers } from '../service/keptAnswers';
import { Reader } from '../service/reader';
import { ofEntities, ownedBy } from '../service/seenFindings';
import { testImportDeps } from '../testing/securityDatabase';
import { SecurityBackend } from './startSecurityBackend';

const entity = (name: string, owner: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
  spec: { owner },
});

/** What a replica's clock has, with a time that a test sets. */
export function clockWorld(backend: SecurityBackend) {
  let now = new Date();
  let behind = 0;
  const sent: { to: unknown; title: string; topic?: string }[] = [];
  const reader: Reader = {
    knex: backend.knex,
    index: createStaticEntityIndex([
      entity('shop', 'group:default/pay'),
      entity('search', 'group:default/find'),
    ]),
    visible: (_decision: PolicyDecision) => ofEntities(ownedBy([]).critical),
    now: () => now,
    kept: new KeptAnswers(backend.knex),
    lag: async () => ({ seconds: behind, stopped: false }),
    freshForSeconds: 86_400,
    slaDays: () => null,
    publisher: { name: 'Quarterdeck', namespace: 'https://portal.example' },
    riskScore: () => 0,
  };
  const deps = (): ClockDeps => ({
    reader,
    eventLog: backend.eventLog,
    audit: createAuditLog({ knex: backend.knex, pluginId: 'security' }),
    rules: testImportDeps.rules,
    changed: () => {},
    logger: mockServices.logger.mock(),
    notifications: {
      async send({ recipients, payload }) {
        sent.push({
          to: recipients.type === 'entity' ? recipients.entityRef : undefined,
          title: payload.title,
          topic: payload.topic,
        });
      },
    },
  });
  return {
    sent,
    setNow(time: string | Date) {
      now = new Date(time);
    },
    /** How many seconds the tables are behind the log. */
    setBehind(seconds: number) {
      behind = seconds;
    },
    /** Twice by one replica, and by two at once. */
    async everywhere(task: (deps: ClockDeps) => Promise<unknown>) {
      await Promise.all([task(deps()), task(deps()), task(deps())]);
      await task(deps());
    },
  };
}

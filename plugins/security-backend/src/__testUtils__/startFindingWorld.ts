import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { codeFinding, packageFinding, scan } from '../testing/scans';
import { SecurityBackend, startSecurityBackend } from './startSecurityBackend';

/** The commit that the scans of the shop are of. */
export const commit = 'abcdef1234567';
export const shop = 'component:default/shop';
export const search = 'component:default/search';

/** So many hours from now. */
export const hours = (count: number) =>
  new Date(Date.now() + count * 3_600_000).toISOString();

/** A portal with findings of two entities, and what tests ask it. */
export interface FindingWorld extends SecurityBackend {
  /** Rules of the findings that a query lists, in order. */
  list(query?: string): Promise<string[]>;
  /** The id of the finding of a rule. */
  idOf(rule: string): Promise<string>;
  /** What every question for permission is answered from now on. */
  permit(decision: object): void;
  /** Everybody may do everything. */
  permitAll(): void;
  /** What people did, as the audit has it. */
  audited(): Promise<Set<string>>;
}

/** Two tools looked at the shop, one at the search. */
export async function startFindingWorld(
  options: Parameters<typeof startSecurityBackend>[0] = {},
): Promise<FindingWorld> {
  const backend = await startSecurityBackend(options);
  await backend.tell(
    scan(
      [
        codeFinding({ ruleId: 'sql', severity: 'critical' }),
        codeFinding({ ruleId: 'hash', severity: 'medium' }),
        packageFinding('CVE-2026-1', { vulnerabilityIds: ['CVE-2026-1'] }),
      ],
      { at: hours(-2), data: { commit } },
    ),
    scan([packageFinding('CVE-2026-1')], {
      at: hours(-2),
      data: { tool: 'crateview', commit },
    }),
    scan(
      [
        codeFinding({
          ruleId: 'leak',
          kind: 'secret',
          secret: { hmac: 'a'.repeat(64), mask: 'FAKE…0001', verified: true },
        }),
      ],
      { at: hours(-1), entityRef: search },
    ),
  );
  const permit = (decision: object) =>
    backend.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => decision as { result: typeof AuthorizeResult.ALLOW }),
    );
  return {
    ...backend,
    permit,
    permitAll: () => permit({ result: AuthorizeResult.ALLOW }),
    async list(query = '') {
      const { status, body } = await backend.get(`/v1/findings${query}`);
      expect([status, body.error]).toEqual([200, undefined]);
      return body.items.map((item: { ruleId: string }) => item.ruleId);
    },
    async idOf(rule) {
      const { body } = await backend.get(`/v1/findings?rule=${rule}`);
      return body.items[0].id;
    },
    async audited() {
      const rows = await backend.knex('audit_record').orderBy('id');
      return new Set(rows.map(row => row.action));
    },
  };
}

import {
  SecurityBackend,
  startSecurityBackend,
} from './__testUtils__/startSecurityBackend';
import { claimEvent, codeFinding, packageFinding, scan } from './testing/scans';
import { dumpTables } from './testing/securityDatabase';

const hours = (count: number) =>
  new Date(Date.now() + count * 3_600_000).toISOString();

/** Positions in one partition of the test's log. */
const partitionSize = 100;

const records = [
  'finding_triage',
  'finding_decision',
  'finding_comment',
  'triage_action',
  'risk_acceptance',
  'saved_view',
  'gate_policy',
  'entity_day',
  'secret_task',
];

describe('a rebuild of security from a log that forgot', () => {
  let backend: SecurityBackend;
  beforeAll(async () => {
    backend = await startSecurityBackend({ partitionSize });
  });
  afterAll(() => backend?.stop());

  it('keeps what only dropped events told, every record, and gives equal findings', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map(ruleId => codeFinding({ ruleId }));
    const component = (name: string) => ({
      record: 'component' as const,
      ref: `${name}@1`,
      package: { name, version: '1', purl: `pkg:npm/${name}@1` },
    });
    const statement = (status: 'not_affected' | 'affected') => ({
      record: 'vex' as const,
      at: '/statements/0',
      vulnerabilityIds: ['CVE-2026-7'],
      status,
      nativeStatus: status,
      justification: 'component_not_present',
      product: { purl: 'pkg:npm/left-rope@1.2.0' },
    });
    const sbom = (at: number, names: string[]) =>
      scan(names.map(component), {
        at: hours(at),
        data: { category: 'sbom', tool: undefined },
      });
    const vex = (at: number, status: 'not_affected' | 'affected') =>
      scan([statement(status)], {
        at: hours(at),
        data: { category: 'vex', format: 'openvex' },
      });
    const late = {
      entityRef: null,
      subject: 'git.example/acme/till',
      data: { tool: 'tilltool' },
    };
    await backend.tell(
      scan([a, b, c, packageFinding('CVE-2026-7')], { at: hours(-20) }),
      scan([packageFinding('CVE-2026-7')], {
        at: hours(-20),
        data: { tool: 'two' },
      }),
      scan([a], { ...late, at: hours(-20) }),
      sbom(-19, ['old-rope', 'left-rope']),
      vex(-19, 'not_affected'),
      scan([a, c, packageFinding('CVE-2026-7')], { at: hours(-18) }),
    );
    await backend.eventLog.append([
      claimEvent('acme/till', 'component:default/search'),
    ]);
    const { body } = await backend.get('/v1/findings');
    const idOf = (rule: string) =>
      body.items.find((item: { ruleId: string }) => item.ruleId === rule).id;
    const act = (rule: string, action: object) =>
      backend.post(`/v1/findings/${idOf(rule)}/actions`).send(action);
    await act('a', { action: 'set_state', state: 'fixed' });
    await act('c', {
      action: 'override_severity',
      severity: 'low',
      reason: 'a sample',
    });
    await act('c', { action: 'comment', text: 'looked at it' });
    await backend.log.drain('security');
    // Others fill the partition, so that it can be dropped.
    await backend.eventLog.append(
      Array.from({ length: partitionSize }, (_, n) =>
        claimEvent(`acme/other-${n}`, 'component:default/search'),
      ),
    );
    await backend.log.drain('security');
    // The log keeps these, of keys it has forgotten the beginning of and of new ones.
    await backend.tell(
      scan([a, c, packageFinding('CVE-2026-7')], { at: hours(-9) }),
      scan([codeFinding({ ruleId: 'd' })], {
        at: hours(-9),
        data: { tool: 'three' },
      }),
      // Older than the last of its key.
      scan([b], { at: hours(-19) }),
      scan([b], { ...late, at: hours(-8) }),
      sbom(-8, ['left-rope', 'new-rope']),
      vex(-8, 'affected'),
    );
    await act('c', {
      action: 'accept_risk',
      owner: 'group:default/pay',
      reason: 'not reached',
      expiresAt: hours(90),
    });
    await backend.log.drain('security');

    const rows = async () => ({
      tables: await dumpTables(backend.knex),
      findings: await backend.knex('finding').orderBy('finding_id'),
      imports: await backend.knex('scan_import').orderBy('import_id'),
      records: await Promise.all(records.map(table => backend.knex(table))),
    });
    const before = await rows();
    expect(before.findings.length).toBeGreaterThan(6);
    const dropped = await backend.log.dropPartitions(
      new Date(Date.now() + 1000),
    );
    expect(dropped).toBe(1);
    await backend.log.admin.rebuildReader('security');
    await backend.log.rebuilt('security');
    const [reader] = (await backend.log.admin.status()).readers;
    expect(reader?.stateReason).toBeUndefined();
    expect(await rows()).toEqual(before);
  });
});

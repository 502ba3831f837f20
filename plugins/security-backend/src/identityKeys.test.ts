import { identityVersion } from '@quarterdeck/plugin-security-common';
import { codeFinding, day, scan, TestScan } from './testing/scans';
import {
  createSecurityDatabase,
  SecurityDatabase,
} from './testing/securityDatabase';

/** Known by its fingerprints alone: no code, no line. */
const printed = (fingerprints: Record<string, string>, more = {}) =>
  codeFinding({
    ruleId: 'a',
    locations: [{ path: 'src/a.ts' }],
    fingerprints,
    ...more,
  });

describe('the keys of a finding', () => {
  let database: SecurityDatabase;
  beforeAll(async () => {
    database = await createSecurityDatabase();
  });
  afterAll(() => database?.drop());
  beforeEach(() => database.clear());

  const counters = ['created', 'updated', 'unchanged', 'fixed', 'reopened'];
  const imported = async (...scans: readonly TestScan[]) => {
    await database.import(...scans);
    const [row] = await database
      .knex('scan_import')
      .select(counters)
      .orderBy('position', 'desc')
      .limit(1);
    return Object.fromEntries(
      Object.entries(row).filter(([, count]) => Number(count) > 0),
    );
  };
  const findings = () => database.knex('finding').orderBy('finding_id');
  const onlyFinding = async () => {
    const rows = await findings();
    expect(rows).toHaveLength(1);
    return rows[0];
  };
  const old = { 'hash/v1': 'one' };
  const both = { 'hash/v1': 'one', 'hash/v2': 'two' };
  const fresh = { 'hash/v2': 'two' };

  it('find it when the report tells only what was its second key', async () => {
    await database.import(scan([printed(both)]));
    const before = await onlyFinding();
    expect(await imported(scan([printed(old)], { at: day(1) }))).toEqual({
      unchanged: 1,
    });
    expect(await onlyFinding()).toMatchObject({
      finding_id: before.finding_id,
      identity: before.identity,
      state: 'open',
    });
  });

  it('go on to a newer version of a fingerprint without a word', async () => {
    await database.import(scan([printed(old)]));
    const before = await onlyFinding();
    expect(await imported(scan([printed(both)], { at: day(1) }))).toEqual({
      unchanged: 1,
    });
    const between = await onlyFinding();
    expect(between.primary_key).not.toBe(before.primary_key);
    expect(await imported(scan([printed(fresh)], { at: day(2) }))).toEqual({
      unchanged: 1,
    });
    expect(await onlyFinding()).toMatchObject({
      finding_id: before.finding_id,
      identity: before.identity,
      changed_at: before.changed_at,
      primary_key: between.primary_key,
    });
    expect(await database.knex('finding_change')).toEqual([]);
    // And what has taken the new keys is known word for word again.
    expect(await imported(scan([printed(fresh)], { at: day(3) }))).toEqual({
      unchanged: 1,
    });
  });

  it('go on to a newer version of our own identity, decisions and all', async () => {
    const told = scan([printed(old, { severity: 'low' })]);
    await database.import(told);
    const before = await onlyFinding();
    await database.knex('finding').update({
      identity_version: identityVersion - 1,
      primary_key: 'a key of an older version',
      drift_keys: [before.primary_key],
    });
    expect(await imported({ ...told, at: day(1) })).toEqual({ unchanged: 1 });
    expect(await onlyFinding()).toMatchObject({
      finding_id: before.finding_id,
      identity: before.identity,
      identity_version: identityVersion,
      primary_key: before.primary_key,
      drift_keys: before.drift_keys,
      changed_at: before.changed_at,
      severity: 'low',
    });
    expect(await database.knex('finding_change')).toEqual([]);
  });

  it('note what else is new beside them', async () => {
    await database.import(scan([printed(both)]));
    expect(
      await imported(scan([printed(old, { severity: 'low' })], { at: day(1) })),
    ).toEqual({ updated: 1 });
    const [{ details }] = await database.knex('finding_change');
    expect(details.severity).toEqual(['high', 'low']);
    expect(await onlyFinding()).toMatchObject({ severity: 'low' });
  });

  it('are tried in order: the first that fits anything takes it', async () => {
    const one = printed({ 'hash/v1': 'one', 'hash/v2': 'two' });
    const other = printed({ 'hash/v1': 'three', 'hash/v2': 'four' });
    await database.import(scan([one, other]));
    const before = await findings();
    // By its first key it is the one, by its second the other.
    const torn = printed({ 'hash/v1': 'three', 'hash/v2': 'two' });
    const left = printed({ 'hash/v1': 'three' });
    expect(await imported(scan([torn, left], { at: day(1) }))).toEqual({
      unchanged: 2,
    });
    const after = await findings();
    expect(after.map(row => row.finding_id)).toEqual(
      before.map(row => row.finding_id),
    );
  });

  it('do not wake what is fixed: only its first key does', async () => {
    await database.import(
      scan([printed(both)]),
      scan([], { at: day(1) }),
      scan([printed(old)], { at: day(2) }),
    );
    const rows = await findings();
    expect(rows.map(row => row.state).sort()).toEqual(['fixed', 'open']);
    expect(
      await imported(scan([printed(both), printed(old)], { at: day(3) })),
    ).toEqual({ unchanged: 1, reopened: 1 });
  });

  it('tell nothing new when only the tool has another version', async () => {
    const by = (version: string) =>
      scan([printed(old, { tool: { name: 'lookout', version } })], {
        at: version === '1.0.0' ? day(0) : day(1),
      });
    await database.import(by('1.0.0'));
    const before = await onlyFinding();
    expect(await imported(by('1.1.0'))).toEqual({ unchanged: 1 });
    expect(await onlyFinding()).toMatchObject({
      changed_at: before.changed_at,
    });
  });
});

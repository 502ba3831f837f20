import {
  conftest,
  openReports,
  policyReport,
} from '../__testUtils__/examples/policies';
import { readExample } from '../__testUtils__/readExample';

describe('Conftest', () => {
  it('has failures as high, warnings as low, and exceptions as excused', async () => {
    const { findings } = await readExample(conftest);
    expect(
      findings.map(({ ruleId, title, severity, suppressed }) => [
        ruleId,
        title,
        severity,
        suppressed?.by,
      ]),
    ).toEqual([
      ['main.deny', 'No memory limit', 'high', undefined],
      ['K8S-1', 'Runs as root', 'critical', undefined],
      ['main', 'No owner label', 'low', undefined],
      ['main', 'Host network', 'high', 'policy'],
    ]);
    expect(findings[0]).toMatchObject({
      kind: 'policy',
      severitySource: 'rule',
      locations: [{ path: 'deploy/web.yaml' }],
      fingerprints: { message: 'No memory limit' },
    });
  });

  it('rejects a result that says nothing, by its place', async () => {
    const { rejected, findings } = await readExample([
      { filename: 'a.yaml', failures: [{ metadata: {} }, { msg: 'x' }] },
      { successes: 1 },
    ]);
    expect(findings).toHaveLength(1);
    expect(rejected.map(({ path }) => path)).toEqual([
      '/0/failures/0/msg',
      '/1/filename',
    ]);
  });
});

describe('reports of policies in a cluster', () => {
  it('have a finding for each resource that failed or is warned of', async () => {
    const { findings, figures } = await readExample(policyReport);
    expect(
      findings.map(({ ruleId, severity, severitySource, locations }) => [
        ruleId,
        severity,
        severitySource,
        locations[0].name,
      ]),
    ).toEqual([
      ['require-limits/memory', 'medium', 'native', 'Pod/shop/web-1'],
      ['require-limits/memory', 'medium', 'native', 'Pod/shop/web-2'],
      ['labels', 'low', 'rule', 'Deployment/shop/web'],
      ['root', 'high', 'rule', 'Deployment/shop/web'],
    ]);
    expect(figures).toMatchObject({ tool: 'kyverno' });
    expect(figures.status).toBeUndefined();
  });

  it('name the package of a vulnerability; a rule that broke makes them partial', async () => {
    const { findings, figures } = await readExample(openReports);
    expect(findings).toMatchObject([
      {
        kind: 'container',
        ruleId: 'CVE-2030-10002',
        severity: 'critical',
        vulnerabilityIds: ['CVE-2030-10002'],
        package: {
          name: 'libbucket1',
          version: '1.0-2',
          fixedVersions: ['1.0-3'],
        },
      },
    ]);
    expect(figures.status).toBe('partial');
  });

  it('reject a result nobody knows by its place', async () => {
    const { rejected } = await readExample({
      ...policyReport,
      results: [{ policy: 'a', result: 'perhaps' }, { result: 'fail' }],
    });
    expect(rejected.map(({ path }) => path)).toEqual([
      '/results/0/result',
      '/results/1/policy',
    ]);
  });
});

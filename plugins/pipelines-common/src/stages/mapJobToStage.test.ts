import fc from 'fast-check';
import { deliveryPolicySchema } from '../policy/deliveryPolicy';
import { fitsPattern, MappableJob, mapJobToStage } from './mapJobToStage';
import { pipelineStages } from './pipelineStages';

const job = (name: string, more: Partial<MappableJob> = {}): MappableJob => ({
  name,
  kind: 'unknown',
  ...more,
});

describe('mapJobToStage', () => {
  it.each([
    ['checkout', 'source'],
    ['compile (linux)', 'build'],
    ['build', 'build'],
    ['build-image', 'package'],
    ['docker push', 'package'],
    ['lint', 'test'],
    ['unit tests', 'test'],
    ['build and test', 'test'],
    ['e2e', 'test'],
    ['CodeQL / analyze', 'security'],
    ['scan image', 'security'],
    ['dependency-review', 'security'],
    ['licence check', 'security'],
    ['deploy to production', 'deploy'],
    ['test deploy', 'deploy'],
    ['products api build', 'build'],
    ['verify staging', 'monitor'],
    ['smoke test', 'monitor'],
    ['monitor', 'monitor'],
  ])('%s stands under %s', (name, stage) => {
    expect(mapJobToStage(job(name)).stage).toBe(stage);
  });

  it('says which rule placed a job', () => {
    expect(mapJobToStage(job('lint')).explanation).toEqual({
      rule: 5,
      from: 'built_in',
      text: 'name matches /lint/ → Test; rule 5',
    });
    expect(mapJobToStage(job('x', { kind: 'scan' })).explanation.text).toBe(
      'the provider calls it scan → Security scan; rule 10',
    );
    expect(mapJobToStage(job('x')).explanation).toMatchObject({
      rule: 0,
      from: 'none',
    });
  });

  it('looks at the stage and the pipeline when the name says nothing', () => {
    expect(mapJobToStage(job('x86', { stage: 'deploy' })).stage).toBe('deploy');
    expect(mapJobToStage(job('main', { pipeline: 'Nightly scan' })).stage).toBe(
      'security',
    );
  });

  it('puts rules of the team first, then stages of the same name', () => {
    const policy = deliveryPolicySchema.parse({
      stages: { scan: {}, chaos: { as: 'monitor' }, test: {} },
      jobs: [
        { match: ['unit*', 'kit ? *'], stage: 'chaos' },
        { match: '*', on: 'pipeline', stage: 'scan' },
      ],
    });
    expect(mapJobToStage(job('Unit tests'), policy)).toEqual({
      stage: 'monitor',
      policyStage: 'chaos',
      explanation: {
        rule: 1,
        from: 'policy',
        text: 'name matches "unit*" → chaos, shown under Monitor; rule 1 of the policy',
      },
    });
    expect(
      mapJobToStage(job('anything', { pipeline: 'CI' }), policy).policyStage,
    ).toBe('scan');
    expect(mapJobToStage(job('Chaos!'), policy).policyStage).toBe('chaos');
    expect(mapJobToStage(job('jest'), policy).policyStage).toBe('test');
  });

  it('places whatever it is given, in a stage that is there', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.option(fc.string(), { nil: undefined }),
        (name, stage) => {
          const mapped = mapJobToStage(job(name, { stage }));
          expect(pipelineStages).toContain(mapped.stage);
          expect(mapped.explanation.text).not.toBe('');
        },
      ),
    );
  });
});

describe('fitsPattern', () => {
  it.each([
    ['a', 'A', true],
    ['a', 'ab', false],
    ['*', '', true],
    ['a*', 'abc', true],
    ['*c', 'abc', true],
    ['a*a', 'a', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'acb', false],
    ['a.c', 'abc', false],
  ])('%s on %s: %s', (pattern, text, fits) => {
    expect(fitsPattern(pattern, text)).toBe(fits);
  });
});

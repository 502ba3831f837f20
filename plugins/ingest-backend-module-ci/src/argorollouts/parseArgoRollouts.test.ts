import fc from 'fast-check';
import { deploymentStates, eventsIn } from '../__testUtils__/eventsIn';
import { expectSound } from '../__testUtils__/expectSound';
import { mutateBody } from '../__testUtils__/mutateBody';
import { parseArgoRollouts } from './parseArgoRollouts';

const now = new Date('2030-01-01T00:00:00.000Z');
const started = '2026-03-01T10:00:00.000Z';
const moved = '2026-03-01T10:05:00.000Z';

const steps = [
  { setWeight: 20 },
  { pause: {} },
  { setWeight: 50 },
  { analysis: { templates: [{ templateName: 'success-rate' }] } },
  { pause: { duration: '10m' } },
];

/** A rollout as our template sends it, shortened. */
const rollout = (
  status: object,
  more: { spec?: object; runs?: unknown } = {},
) => ({
  cluster: 'eu-1',
  environment: 'production',
  sha: 'a'.repeat(40),
  rollout: {
    metadata: {
      name: 'checkout',
      namespace: 'shop',
      annotations: { 'rollout.argoproj.io/revision': '7' },
      labels: {},
    },
    spec: more.spec ?? {
      strategy: { canary: { steps } },
      template: {
        spec: { containers: [{ image: 'registry:5000/shop/checkout:2.4.0' }] },
      },
    },
    status: {
      conditions: [
        {
          type: 'Completed',
          status: 'False',
          lastTransitionTime: started,
          lastUpdateTime: started,
        },
        {
          type: 'Progressing',
          status: 'True',
          reason: 'ReplicaSetUpdated',
          lastUpdateTime: moved,
          lastTransitionTime: started,
        },
      ],
      ...status,
    },
  },
  ...(more.runs !== undefined && { analysisRuns: more.runs }),
});
const parse = (body: unknown) => parseArgoRollouts({ headers: {}, body, now });
const deployment = (body: unknown) => eventsIn('deployment.v1', parse(body))[0];
const stepsOf = (body: unknown) => eventsIn('rollout.step.v1', parse(body));
const openGates = (body: unknown) =>
  eventsIn('gate.v1', parse(body)).filter(gate => gate.state === 'pending');
const progressing = (reason: string, message: string) => [
  {
    type: 'Progressing',
    status: 'False',
    reason,
    message,
    lastUpdateTime: moved,
    lastTransitionTime: moved,
  },
];

describe('states of Argo Rollouts', () => {
  it.each([
    ['Healthy', {}, { state: 'succeeded' }],
    ['Progressing', {}, { state: 'in_progress' }],
    ['Paused', { message: 'CanaryPauseStep' }, { state: 'paused' }],
    [
      'Degraded',
      { message: 'RolloutAborted: Rollout aborted update to revision 7' },
      { state: 'aborted', failure: 'aborted' },
    ],
    ['Degraded', { abort: true }, { state: 'aborted', failure: 'aborted' }],
    [
      'Degraded',
      {
        message:
          'RolloutAborted: Rollout aborted update to revision 7: Metric "errors" assessed Failed due to failed (1) > failureLimit (0)',
      },
      { state: 'aborted', failure: 'analysis' },
    ],
    [
      'Degraded',
      {
        message:
          'ProgressDeadlineExceeded: ReplicaSet "checkout-1" has timed out progressing.',
      },
      { state: 'failed', failure: 'timeout' },
    ],
    [
      'Degraded',
      { conditions: progressing('ProgressDeadlineExceeded', 'timed out') },
      { state: 'failed', failure: 'timeout' },
    ],
    [
      'Degraded',
      { message: 'InvalidSpec: The Rollout "checkout" is invalid' },
      { state: 'failed', failure: 'config' },
    ],
    [
      'Degraded',
      {
        conditions: [
          { type: 'InvalidSpec', status: 'True', reason: 'InvalidSpec' },
        ],
      },
      { state: 'failed', failure: 'config' },
    ],
    ['Degraded', {}, { state: 'failed', failure: 'unknown' }],
    ['Floating', {}, { state: 'queued' }],
    [undefined, {}, { state: 'queued' }],
  ])('%s %j is %j', (phase, status, expected) => {
    const read = deployment(rollout({ phase, currentStepIndex: 1, ...status }));
    expect(read).toMatchObject({
      ...expected,
      instance: 'eu-1',
      project: 'shop/checkout',
      externalId: 'shop/checkout@7',
      strategy: 'canary',
      version: '2.4.0',
      artifacts: [{ name: 'registry:5000/shop/checkout', version: '2.4.0' }],
    });
    expect(read.rawState).toBe(phase);
  });

  it.each([
    ['CanaryPauseStep', 1, 'manual', 'step-2'],
    ['CanaryPauseStep', 4, 'timer', 'step-5'],
    ['InconclusiveAnalysisRun', 3, 'analysis', 'analysis-4'],
    ['BlueGreenPause', undefined, 'manual', 'promotion'],
  ])(
    'a pause for %s at %s opens a gate of kind %s',
    (reason, index, kind, id) => {
      const body = rollout({
        phase: 'Paused',
        message: reason,
        currentStepIndex: index,
        pauseConditions: [{ reason, startTime: moved }],
      });
      expect(deployment(body).state).toBe('paused');
      expect(openGates(body)).toEqual([
        expect.objectContaining({
          externalId: `shop/checkout@7/${id}`,
          kind,
          askedAt: moved,
          deploymentExternalId: 'shop/checkout@7',
        }),
      ]);
    },
  );

  it('a pause that was passed is a gate that was let go', () => {
    const gates = eventsIn(
      'gate.v1',
      parse(rollout({ phase: 'Progressing', currentStepIndex: 2 })),
    );
    expect(gates).toEqual([
      expect.objectContaining({
        externalId: 'shop/checkout@7/step-2',
        state: 'approved',
      }),
    ]);
  });

  it('begins when it stopped being complete and finishes when it is again', () => {
    expect(
      deployment(rollout({ phase: 'Progressing', currentStepIndex: 0 })),
    ).toMatchObject({ startedAt: started, observedAt: moved });
    const healthy = deployment(
      rollout({
        phase: 'Healthy',
        conditions: [
          { type: 'Completed', status: 'True', lastTransitionTime: moved },
        ],
      }),
    );
    expect(healthy).toMatchObject({ finishedAt: moved });
    expect(healthy.startedAt).toBeUndefined();
  });
});

describe('steps and weights', () => {
  it('every step of the specification is told, by the index it is at', () => {
    const body = rollout({
      phase: 'Paused',
      message: 'CanaryPauseStep',
      currentStepIndex: 1,
    });
    expect(
      stepsOf(body).map(({ ordinal, kind, state, wantedWeight }) => [
        ordinal,
        kind,
        state,
        wantedWeight,
      ]),
    ).toEqual([
      [1, 'set_weight', 'succeeded', 20],
      [2, 'pause', 'running', 20],
      [3, 'set_weight', 'pending', 50],
      [4, 'analysis', 'pending', 50],
      [5, 'pause', 'pending', 50],
    ]);
    expect(deployment(body).rollout).toEqual({
      phase: 'Paused',
      step: 2,
      steps: 5,
      setWeight: 20,
      actualWeight: 20,
    });
  });

  it('the actual weight is what the status has, and the set weight when it has none', () => {
    const at = (canary?: object) =>
      deployment(rollout({ phase: 'Progressing', currentStepIndex: 2, canary }))
        .rollout;
    expect(at({ weights: { canary: { weight: 35 } } })).toMatchObject({
      setWeight: 50,
      actualWeight: 35,
    });
    expect(at()).toMatchObject({ setWeight: 50, actualWeight: 50 });
  });

  it.each([
    ['Pending', 'pending'],
    ['Running', 'running'],
    ['Successful', 'succeeded'],
    ['Failed', 'failed'],
    ['Error', 'failed'],
    ['Inconclusive', 'inconclusive'],
    ['Dreaming', 'pending'],
  ])('an AnalysisRun that is %s makes its step %s', (phase, state) => {
    const body = rollout(
      { phase: 'Progressing', currentStepIndex: 3 },
      {
        runs: [
          {
            metadata: { name: 'run-1', labels: { 'step-index': '3' } },
            status: {
              phase,
              metricResults: [
                {
                  name: 'latency',
                  phase: 'Successful',
                  measurements: [{ value: '0.1' }],
                },
                {
                  name: 'errors',
                  phase: 'Failed',
                  measurements: [{ value: '0.2' }],
                },
              ],
            },
          },
        ],
      },
    );
    const step = stepsOf(body)[3];
    expect(step).toMatchObject({ kind: 'analysis', state });
    expect(step.analysis.map(metric => metric.name)).toEqual([
      'errors',
      'latency',
    ]);
  });

  it('without AnalysisRun objects the status of the current one speaks', () => {
    const body = rollout({
      phase: 'Progressing',
      currentStepIndex: 3,
      canary: {
        currentStepAnalysisRunStatus: {
          name: 'run-1',
          status: 'Error',
          message: 'no metric',
        },
      },
    });
    expect(stepsOf(body)[3]).toMatchObject({
      state: 'failed',
      message: 'no metric',
      analysis: [{ name: 'run-1', phase: 'Error' }],
    });
  });

  it('an abort sets the index back, so only what an AnalysisRun tells is said', () => {
    const status = {
      phase: 'Degraded',
      message: 'RolloutAborted: assessed Failed',
      currentStepIndex: 0,
    };
    expect(stepsOf(rollout(status))).toEqual([]);
    const runs = [
      {
        metadata: { labels: { 'step-index': '3' } },
        status: { phase: 'Failed' },
      },
    ];
    expect(stepsOf(rollout(status, { runs })).map(step => step.state)).toEqual([
      'succeeded',
      'succeeded',
      'succeeded',
      'failed',
      'skipped',
    ]);
    expect(deployment(rollout(status)).rollout).toMatchObject({
      setWeight: 0,
      actualWeight: 0,
    });
  });

  it('blue/green has no steps, and its promotion is a gate that ends with it', () => {
    const spec = { strategy: { blueGreen: { autoPromotionEnabled: false } } };
    const body = rollout({ phase: 'Healthy' }, { spec });
    expect(deployment(body)).toMatchObject({ strategy: 'blue_green' });
    expect(stepsOf(body)).toEqual([]);
    expect(eventsIn('gate.v1', parse(body))).toEqual([
      expect.objectContaining({
        externalId: 'shop/checkout@7/promotion',
        state: 'approved',
      }),
    ]);
  });
});

describe('whatever comes', () => {
  it('without a revision it is refused by path', () => {
    const body = rollout({ phase: 'Healthy' });
    expect(
      parse({
        ...body,
        rollout: {
          ...body.rollout,
          metadata: { name: 'checkout', namespace: 'shop' },
        },
      }),
    ).toMatchObject({
      outcome: 'rejected',
      path: '/rollout/metadata/annotations',
    });
    expect(parse({})).toMatchObject({ outcome: 'rejected', path: '/rollout' });
    expect(parse(3)).toMatchObject({ outcome: 'rejected', path: '' });
  });

  it('a damaged body is read or refused, and never a success it was not', () => {
    const bodies = [
      rollout(
        {
          phase: 'Paused',
          message: 'CanaryPauseStep',
          currentStepIndex: 1,
          pauseConditions: [{ reason: 'CanaryPauseStep', startTime: moved }],
          canary: { weights: { canary: { weight: 20 } } },
        },
        {
          runs: [
            {
              metadata: { name: 'r', labels: { 'step-index': '3' } },
              status: { phase: 'Failed', metricResults: [{ name: 'm' }] },
            },
          ],
        },
      ),
      rollout({
        phase: 'Degraded',
        message: 'RolloutAborted',
        currentStepIndex: 0,
      }),
    ];
    fc.assert(
      fc.property(mutateBody(bodies), body => {
        const outcome = parse(body);
        expectSound(outcome);
        expect(deploymentStates(outcome)).not.toContain('succeeded');
      }),
      { numRuns: 800 },
    );
  });
});

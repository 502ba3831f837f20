import fc from 'fast-check';
import { deploymentStates, eventsIn } from '../__testUtils__/eventsIn';
import { expectSound } from '../__testUtils__/expectSound';
import { mutateBody } from '../__testUtils__/mutateBody';
import { parseFlagger } from './parseFlagger';

const now = new Date('2030-01-01T00:00:00.000Z');
const at = '2026-03-01T10:00:00.000Z';

const webhook = (phase: string, more: object = {}) => ({
  name: 'checkout',
  namespace: 'shop',
  phase,
  checksum: '85d557f47b',
  metadata: {
    eventMessage: 'New revision detected! Scaling up checkout.shop',
    eventType: 'Normal',
    timestamp: String(Date.parse(at)),
    cluster: 'eu-1',
    environment: 'production',
  },
  ...more,
});
const message = (eventMessage: string) => ({
  metadata: { ...webhook('').metadata, eventMessage },
});
const parse = (body: unknown) => parseFlagger({ headers: {}, body, now });
const deployment = (body: unknown) => eventsIn('deployment.v1', parse(body))[0];

describe("Flagger's words", () => {
  it.each([
    ['Waiting', 'waiting_gate'],
    ['WaitingPromotion', 'waiting_gate'],
    ['Progressing', 'in_progress'],
    ['Promoting', 'in_progress'],
    ['Finalising', 'in_progress'],
    ['Succeeded', 'succeeded'],
    ['Failed', 'aborted'],
    ['Levitating', 'queued'],
  ])('%s is %s', (phase, state) => {
    expect(deployment(webhook(phase))).toMatchObject({
      state,
      rawState: phase,
      instance: 'eu-1',
      project: 'shop/checkout',
      externalId: 'shop/checkout@85d557f47b',
      environment: { name: 'production', tier: 'production' },
      strategy: 'canary',
      observedAt: at,
    });
  });

  it.each(['Initializing', 'Initialized', 'Terminating', 'Terminated'])(
    '%s is no deployment',
    phase => {
      expect(parse(webhook(phase))).toMatchObject({
        outcome: 'ignored',
        reason: expect.stringContaining('no deployment'),
      });
    },
  );

  it('finishes only at an end, at the time Flagger says', () => {
    expect(deployment(webhook('Succeeded')).finishedAt).toBe(at);
    expect(deployment(webhook('Failed')).finishedAt).toBe(at);
    expect(deployment(webhook('Finalising')).finishedAt).toBeUndefined();
  });
});

describe('what Flagger reports', () => {
  it('a weight becomes a step that keeps its place whatever comes first', () => {
    const [step] = eventsIn(
      'rollout.step.v1',
      parse(
        webhook(
          'Progressing',
          message('Advance checkout.shop canary weight 20'),
        ),
      ),
    );
    expect(step).toMatchObject({
      deploymentExternalId: 'shop/checkout@85d557f47b',
      ordinal: 20,
      kind: 'set_weight',
      state: 'succeeded',
      wantedWeight: 20,
      actualWeight: 20,
    });
  });

  it('the actual weight is the one Flagger sends along, else the one it set', () => {
    const body = webhook('Progressing', {
      ...message('Advance checkout.shop canary weight 40'),
      canaryWeight: 35,
    });
    expect(deployment(body).rollout).toMatchObject({
      setWeight: 40,
      actualWeight: 35,
    });
  });

  it('iterations and the promotion are steps too', () => {
    expect(
      eventsIn(
        'rollout.step.v1',
        parse(
          webhook(
            'Progressing',
            message('Advance checkout.shop canary iteration 3/10'),
          ),
        ),
      )[0],
    ).toMatchObject({ ordinal: 3, kind: 'analysis' });
    expect(
      eventsIn('rollout.step.v1', parse(webhook('Succeeded')))[0],
    ).toMatchObject({ ordinal: 101, kind: 'promote', state: 'succeeded' });
  });

  it.each([
    ['Waiting', 'confirm-rollout'],
    ['WaitingPromotion', 'confirm-promotion'],
  ])('%s opens a gate', (phase, gate) => {
    expect(eventsIn('gate.v1', parse(webhook(phase)))).toEqual([
      expect.objectContaining({
        externalId: `shop/checkout@85d557f47b/${gate}`,
        kind: 'manual',
        state: 'pending',
        deploymentExternalId: 'shop/checkout@85d557f47b',
      }),
    ]);
  });

  it.each([
    [
      'Rolling back checkout.shop failed checks threshold reached 5',
      'analysis',
    ],
    ['Rolling back checkout.shop progress deadline exceeded', 'timeout'],
    ['Canary failed! Scaling down checkout.shop', 'aborted'],
  ])('"%s" is kept as the reason', (text, failure) => {
    expect(deployment(webhook('Failed', message(text)))).toMatchObject({
      failure,
      reason: text,
    });
  });

  it.each(['confirm-rollout', 'confirm-promotion', 'rollback'])(
    'a %s hook is refused, for a receipt would be a yes',
    type => {
      expect(parse(webhook('Waiting', { type }))).toMatchObject({
        outcome: 'rejected',
        path: '/type',
      });
    },
  );

  it('a chat alert is told apart and passed by', () => {
    expect(
      parse({
        channel: 'x',
        username: 'flagger',
        attachments: [{ author_name: 'checkout.shop', text: 'Canary failed!' }],
      }),
    ).toMatchObject({ outcome: 'ignored', parsedAs: 'alert' });
  });

  it('without cluster and time it is still read', () => {
    expect(
      deployment({ ...webhook('Succeeded'), metadata: null }),
    ).toMatchObject({
      instance: 'flagger',
      environment: { name: 'shop' },
      observedAt: now.toISOString(),
    });
  });

  it.each(['name', 'namespace', 'phase', 'checksum'])(
    'without %s it is refused by path',
    field => {
      expect(
        parse({ ...webhook('Progressing'), [field]: undefined }),
      ).toMatchObject({ outcome: 'rejected', path: `/${field}` });
    },
  );

  it('a damaged body is read or refused, and never a success it was not', () => {
    fc.assert(
      fc.property(
        mutateBody([
          webhook(
            'Progressing',
            message('Advance checkout.shop canary weight 20'),
          ),
          webhook('Waiting'),
          {
            kind: 'Canary',
            metadata: { name: 'a', namespace: 'b' },
            status: {
              phase: 'Failed',
              lastAppliedSpec: '1',
              conditions: [{ type: 'Promoted', message: 'x' }],
            },
          },
        ]),
        body => {
          const outcome = parse(body);
          expectSound(outcome);
          expect(deploymentStates(outcome)).not.toContain('succeeded');
        },
      ),
      { numRuns: 800 },
    );
  });
});

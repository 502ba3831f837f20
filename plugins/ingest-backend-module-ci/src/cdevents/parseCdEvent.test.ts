import { cdEventBody, now, storedEvents } from '../__testUtils__/hookExamples';
import { artifactOf, placeOf } from './cdEvent';
import { cdEventProgress } from './cdEventProgress';
import { cdeventsProvider } from './cdeventsProvider';

const parse = (body: unknown) =>
  cdeventsProvider.parse({ headers: {}, body, now });
const dataOf = (body: unknown) => storedEvents(parse(body)).map(e => e.data);

describe('words of CDEvents', () => {
  it.each([
    ['queued', undefined, 'pending', undefined],
    ['started', undefined, 'executing', undefined],
    ['finished', 'success', 'completed', 'success'],
    ['finished', 'failure', 'completed', 'failure'],
    ['finished', 'cancel', 'completed', 'cancelled'],
    ['finished', 'error', 'completed', 'error'],
    ['finished', 'pass', 'completed', 'success'],
    ['finished', 'fail', 'completed', 'failure'],
    ['finished', 'levitated', 'completed', 'unknown'],
    ['finished', undefined, 'completed', 'unknown'],
    ['skipped', undefined, 'completed', 'skipped'],
    ['levitating', 'success', 'pending', undefined],
  ])('%s with outcome %s is %s, %s', (predicate, outcome, state, result) => {
    expect(cdEventProgress(predicate, outcome)).toEqual({
      state,
      ...(result && { result }),
    });
  });

  it.each([
    ['deployed', 'succeeded', undefined],
    ['upgraded', 'succeeded', undefined],
    ['published', 'succeeded', undefined],
    ['rolledback', 'succeeded', 'rollback'],
    ['removed', 'superseded', undefined],
  ])('service.%s is %s, %s', (predicate, state, kind) => {
    const [data] = dataOf(
      cdEventBody(
        `service.${predicate}`,
        {
          environment: { id: 'prod-eu' },
          artifactId: 'pkg:oci/api@sha256%3A0b31',
        },
        { id: 'shop-api' },
      ),
    );
    expect(data).toMatchObject({
      project: 'shop-api',
      service: 'shop-api',
      environment: { name: 'prod-eu', tier: 'production' },
      state,
      rawState: predicate,
      artifacts: [{ name: 'api', digest: 'sha256:0b31' }],
      ...(kind && { kind }),
    });
  });

  it.each([
    ['queued', undefined, 'queued'],
    ['started', undefined, 'in_progress'],
    ['finished', 'success', 'succeeded'],
    ['finished', 'failure', 'failed'],
    ['finished', 'error', 'failed'],
    ['finished', 'cancel', 'aborted'],
    ['finished', undefined, 'verifying'],
  ])('deployment.%s with outcome %s is %s', (predicate, outcome, state) => {
    const [data] = dataOf(cdEventBody(`deployment.${predicate}`, { outcome }));
    expect(data).toMatchObject({
      externalId: 'thing-1',
      state,
      environment: { name: 'unknown', tier: 'other' },
    });
  });

  it.each([
    ['created', undefined, 'pending'],
    ['updated', 'approved', 'pending'],
    ['closed', 'approved', 'approved'],
    ['closed', 'rejected', 'rejected'],
    ['closed', 'expired', 'expired'],
    ['closed', 'cancelled', 'expired'],
    ['closed', 'levitated', 'expired'],
  ])('approval.%s with status %s is %s', (predicate, status, state) => {
    const [data] = dataOf(
      cdEventBody(`approval.${predicate}`, { status, responder: 'urn:oli' }),
    );
    expect(data).toMatchObject({
      externalId: 'thing-1',
      kind: 'approval',
      state,
      ...(predicate === 'closed' && { decidedBy: { login: 'urn:oli' } }),
    });
  });

  it.each([
    ['created', 'open'],
    ['updated', 'open'],
    ['merged', 'merged'],
    ['abandoned', 'closed'],
  ])('change.%s is %s', (predicate, state) => {
    const [event] = storedEvents(
      parse(
        cdEventBody(`change.${predicate}`, {
          repository: { id: 'acme/shop', source: 'https://git.acme.example' },
        }),
      ),
    );
    expect(event.subject).toMatchObject({
      instance: 'git.acme.example',
      project: 'acme/shop',
    });
    expect(event.data).toMatchObject({ externalId: 'thing-1', state });
  });

  it.each([
    'artifact.packaged',
    'artifact.published',
    'artifact.signed',
    'environment.created',
    'repository.created',
    'ticket.created',
    'testoutput.published',
    'levitation.started',
  ])('%s is understood, and passed by with the reason', type => {
    expect(parse(cdEventBody(type, {}))).toMatchObject({
      outcome: 'ignored',
      reason: expect.stringMatching(/\.$/),
    });
  });
});

describe('an incident as CDEvents tell it', () => {
  const content = {
    description: 'Basket answers slowly\nsince noon',
    environment: { id: 'prod-eu' },
    service: { id: 'basket-api' },
    artifactId: 'pkg:oci/basket@sha256%3A77aa',
  };

  it.each([
    ['detected', 'triggered'],
    ['reported', 'triggered'],
    ['resolved', 'resolved'],
  ])('incident.%s is %s', (predicate, state) => {
    const [event] = storedEvents(
      parse(
        cdEventBody(`incident.${predicate}`, {
          ...content,
          ticketURI: 'https://tickets.acme.example/7',
        }),
      ),
    );
    const at = '2026-03-01T10:05:00.000Z';
    const over = state === 'resolved';
    expect(event).toMatchObject({
      type: 'incident.v1',
      subject: {
        instance: 'ci.acme.example',
        project: 'basket-api',
        environment: 'prod-eu',
      },
      data: {
        externalId: 'thing-1',
        title: 'Basket answers slowly',
        state,
        partial: true,
        startedAt: at,
        service: 'basket-api',
        environment: 'prod-eu',
        // What ran when it was over did not begin it.
        causes: over ? [] : [{ kind: 'artifact', id: 'sha256:77aa' }],
        url: 'https://tickets.acme.example/7',
        resolvedAt: over ? at : undefined,
        changeRelated: undefined,
      },
    });
  });

  it('of an environment that nobody but its makers uses is no failure of production', () => {
    const at = (id: string) =>
      dataOf(cdEventBody('incident.detected', { environment: { id } }))[0];
    expect(at('staging')).toMatchObject({ changeRelated: false });
    expect(at('prod')).toMatchObject({ changeRelated: undefined });
    expect(at('blue')).toMatchObject({ changeRelated: undefined });
  });

  it('without anything but its id is told all the same', () => {
    const [data] = dataOf(cdEventBody('incident.detected', {}));
    expect(data).toMatchObject({ title: 'thing-1', causes: [] });
  });

  it('whose turn nobody knows is passed by', () => {
    expect(parse(cdEventBody('incident.levitated', content))).toMatchObject({
      outcome: 'ignored',
    });
  });
});

describe('a CDEvent', () => {
  it('is a run at the place of its source, with `url` as well as `uri`', () => {
    const [event] = storedEvents(
      parse(
        cdEventBody('pipelinerun.started', {
          pipelineName: 'release',
          url: 'https://ci.acme.example/runs/1',
        }),
      ),
    );
    expect(event).toMatchObject({
      subject: {
        instance: 'ci.acme.example',
        project: 'shop/api',
        workflow: 'release',
      },
      data: {
        externalId: 'thing-1',
        url: 'https://ci.acme.example/runs/1',
        startedAt: '2026-03-01T10:05:00.000Z',
      },
    });
  });

  it('of one chain is one deployment, and its rollback another', () => {
    const idOf = (type: string, chainId?: string) => {
      const [data] = dataOf(
        cdEventBody(type, { environment: { id: 'prod' } }, { chainId }),
      );
      return 'externalId' in data ? data.externalId : undefined;
    };
    expect(idOf('service.published', 'c')).toBe(idOf('service.deployed', 'c'));
    expect(idOf('service.rolledback', 'c')).not.toBe(
      idOf('service.deployed', 'c'),
    );
    expect(idOf('service.deployed', 'd')).not.toBe(
      idOf('service.deployed', 'c'),
    );
  });

  it('may be dated in milliseconds since 1970', () => {
    const body = cdEventBody('pipelinerun.queued', {});
    const context = { ...body.context, timestamp: '1744617508663' };
    expect(dataOf({ ...body, context })).toMatchObject([
      { queuedAt: '2025-04-14T07:58:28.663Z' },
    ]);
  });

  it('in a batch is refused by its index', () => {
    const good = cdEventBody('pipelinerun.queued', {});
    expect(parse([good, { context: good.context }])).toMatchObject({
      outcome: 'rejected',
      path: '/1/subject',
    });
    expect(parse([good, good])).toMatchObject({ parsedAs: 'batch of 2' });
    expect(parse([])).toMatchObject({ outcome: 'ignored' });
  });

  it.each([
    ['https://ci.acme.example/shop/api/', 'ci.acme.example', 'shop/api'],
    ['https://ci.acme.example', 'ci.acme.example', 'ci.acme.example'],
    ['/event/source/123', 'cdevents', 'event/source/123'],
    ['/', 'cdevents', 'cdevents'],
  ])('from %s is at %s, %s', (source, instance, project) => {
    expect(placeOf(source)).toEqual({ instance, project });
  });

  it.each([
    ['pkg:oci/api@sha256%3A0b31', { name: 'api', digest: 'sha256:0b31' }],
    ['pkg:npm/%40acme/api@1.2.0', { name: 'api', version: '1.2.0' }],
    ['api:1.2', { name: 'api:1.2' }],
  ])('carries %s', (purl, expected) => {
    expect(artifactOf(purl)).toMatchObject({ purl, ...expected });
  });
});

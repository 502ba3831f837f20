import {
  now,
  otlpBody,
  otlpResource,
  otlpRootSpan,
  otlpTaskSpan,
  storedEvents,
} from '../__testUtils__/hookExamples';
import { otlpProvider } from './otlpProvider';
import { otlpProgress } from './otlpWords';

const parse = (body: unknown) => otlpProvider.parse({ headers: {}, body, now });

describe('words of OpenTelemetry', () => {
  it.each([
    ['success', 'success'],
    ['failure', 'failure'],
    ['error', 'error'],
    ['timeout', 'timeout'],
    ['cancellation', 'cancelled'],
    ['skip', 'skipped'],
    ['skipped', 'skipped'],
    ['cancelled', 'cancelled'],
    ['canceled', 'cancelled'],
    ['timed_out', 'timeout'],
    ['startup_failure', 'error'],
    ['neutral', 'neutral'],
    ['levitated', 'unknown'],
  ])('a result of %s is %s', (word, result) => {
    expect(otlpProgress({ result: word, ended: true })).toEqual({
      state: 'completed',
      result,
    });
  });

  it.each([
    ['pending', true, 'pending', undefined],
    ['executing', true, 'executing', undefined],
    ['finalizing', true, 'finalizing', undefined],
    ['levitating', true, 'completed', 'unknown'],
    [undefined, false, 'executing', undefined],
    [undefined, true, 'completed', 'unknown'],
  ])('state %s, ended %s, is %s, %s', (word, ended, state, result) => {
    expect(otlpProgress({ state: word, ended })).toEqual({
      state,
      ...(result && { result }),
    });
  });

  it.each([
    [0, 'unknown'],
    [1, 'unknown'],
    [2, 'failure'],
  ])('a span without a result and status %s is %s', (statusCode, result) => {
    expect(otlpProgress({ statusCode, ended: true }).result).toBe(result);
  });
});

describe('an export of spans', () => {
  it('is the run of its root span and the jobs of its task spans', () => {
    const events = storedEvents(parse(otlpBody(otlpRootSpan, otlpTaskSpan)));
    expect(events).toMatchObject([
      {
        type: 'ci.run.v1',
        subject: {
          instance: 'ci.acme.example',
          project: 'acme/shop',
          workflow: 'Build and test',
        },
        data: {
          externalId: '120912',
          branch: 'main',
          sha: 'a'.repeat(40),
          result: 'failure',
          startedAt: '2026-03-01T10:00:00.000Z',
          finishedAt: '2026-03-01T10:05:00.000Z',
        },
      },
      {
        type: 'ci.job.v1',
        data: {
          externalId: '120912/1',
          runExternalId: '120912',
          kind: 'test',
          result: 'timeout',
          runner: { name: 'worker-1' },
        },
      },
    ]);
  });

  it('takes times as numbers, states as names, and the trace where no run is named', () => {
    const span = {
      ...otlpRootSpan,
      startTimeUnixNano: 1772359200000000000,
      endTimeUnixNano: undefined,
      attributes: [
        { key: 'cicd.pipeline.run.state', value: { stringValue: 'executing' } },
      ],
      status: { code: 'STATUS_CODE_UNSET' },
    };
    const body = { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] };
    const [{ data }] = storedEvents(parse(body));
    expect(data).toMatchObject({
      instance: 'otlp',
      project: 'unknown',
      externalId: otlpRootSpan.traceId,
      state: 'executing',
      startedAt: '2026-03-01T10:00:00.000Z',
    });
  });

  it('passes by spans that speak of no pipeline', () => {
    const inner = { ...otlpTaskSpan, attributes: [] };
    const [only] = storedEvents(parse(otlpBody(otlpRootSpan, inner)));
    expect(only.type).toBe('ci.run.v1');
    const foreign = {
      resourceSpans: [
        { resource: { attributes: [] }, scopeSpans: [{ spans: [inner] }] },
      ],
    };
    expect(parse(foreign)).toMatchObject({
      outcome: 'ignored',
      parsedAs: '1 span',
    });
  });

  it('is refused without spans, and with more than a request may hold', () => {
    expect(parse({})).toMatchObject({
      outcome: 'rejected',
      path: '/resourceSpans',
    });
    const many = Array.from({ length: 10_001 }, () => ({}));
    expect(
      parse({
        resourceSpans: [
          { resource: otlpResource, scopeSpans: [{ spans: many }] },
        ],
      }),
    ).toMatchObject({ outcome: 'rejected', path: '/resourceSpans/0' });
  });
});

it('a span without attributes, or with odd ones, is passed by and costs no other', () => {
  const bare = { ...otlpTaskSpan, spanId: 'b1', attributes: undefined };
  const odd = { ...otlpTaskSpan, spanId: 'b2', attributes: [{ key: 7 }, null] };
  const all = parse(otlpBody(otlpRootSpan, bare, odd));
  expect(all).toMatchObject({ outcome: 'parsed' });
  expect(storedEvents(all)).toEqual(
    storedEvents(parse(otlpBody(otlpRootSpan))),
  );
});

describe('spans of the Collector’s GitHub receiver', () => {
  const text = (key: string, stringValue: string) => ({
    key,
    value: { stringValue },
  });
  const span = (spanId: string, parentSpanId: string, more: object) => ({
    ...otlpRootSpan,
    spanId,
    parentSpanId,
    attributes: [],
    status: { code: 1, message: 'success' },
    ...more,
  });
  const body = (attributes: object[], ...spans: object[]) => ({
    resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }],
  });
  const place = [
    text('service.name', 'collector'),
    text('vcs.repository.name', 'shop'),
    text('vcs.ref.head', 'faster-basket'),
    text('vcs.ref.type', 'branch'),
  ];
  const nanos = (second: number) =>
    `${Date.UTC(2026, 2, 1, 10, 0, second) / 1000}000000000`;

  it('are a run whose words stand at the resource, with its attempt', () => {
    const page = 'https://github.com/acme/shop/actions/runs/4711';
    const [event] = storedEvents(
      parse(
        body(
          [
            ...place,
            text('cicd.pipeline.name', 'build'),
            text('cicd.pipeline.run.status', 'success'),
            text('cicd.pipeline.run.url.full', page),
            { key: 'cicd.pipeline.run.id', value: { intValue: '4711' } },
            text(
              'cicd.pipeline.run.previous_attempt.url.full',
              `${page}/attempts/2`,
            ),
          ],
          span('a1', '', { name: 'build' }),
        ),
      ),
    );
    expect(event).toMatchObject({
      type: 'ci.run.v1',
      subject: { instance: 'github.com', project: 'acme/shop' },
      data: {
        externalId: '4711',
        attempt: 3,
        branch: 'faster-basket',
        result: 'success',
      },
    });
  });

  it('of one job are that job: its steps are none, its queue is its queue', () => {
    const events = storedEvents(
      parse(
        body(
          [
            ...place,
            text('cicd.pipeline.name', 'unit tests'),
            text('cicd.pipeline.run.task.status', 'failure'),
            text(
              'cicd.pipeline.task.run.url.full',
              'https://github.com/acme/shop/actions/runs/4711/job/99',
            ),
            { key: 'cicd.pipeline.task.run.id', value: { intValue: '99' } },
            text('cicd.pipeline.worker.name', 'runner 7'),
            text('cicd.pipeline.worker.group.name', 'large'),
          ],
          span('q1', 'b1', {
            name: 'queue-unit tests',
            startTimeUnixNano: nanos(0),
            endTimeUnixNano: nanos(5),
            attributes: [
              {
                key: 'cicd.pipeline.run.queue.duration',
                value: { doubleValue: 5e9 },
              },
            ],
          }),
          span('b1', 'a1', {
            name: 'unit tests',
            startTimeUnixNano: nanos(0),
            endTimeUnixNano: nanos(50),
          }),
          span('s1', 'q1', {
            name: 'Set up job',
            attributes: [
              text('cicd.pipeline.task.name', 'Set up job'),
              text('cicd.pipeline.run.task.status', 'success'),
            ],
          }),
        ),
      ),
    );
    expect(events).toMatchObject([
      {
        type: 'ci.job.v1',
        subject: { instance: 'github.com', project: 'acme/shop' },
        data: {
          externalId: '4711/99',
          runExternalId: '4711',
          name: 'unit tests',
          kind: 'test',
          result: 'failure',
          runner: { name: 'runner 7', group: 'large' },
          queuedAt: '2026-03-01T10:00:00.000Z',
          startedAt: '2026-03-01T10:00:05.000Z',
          finishedAt: '2026-03-01T10:00:50.000Z',
        },
      },
    ]);
    expect(events).toHaveLength(1);
  });
});

import { context, Span, SpanOptions, trace, Tracer } from '@opentelemetry/api';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { claimEvent } from '../testUtils/claimEvent';
import { batchSpan } from './batchSpan';

const first = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const second = '00-1af7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01';

const event = (traceparent?: string): AnyLogEvent => ({
  ...claimEvent('a'),
  position: '2',
  id: 'x',
  recordedAt: new Date(),
  correlation: {},
  data: claimEvent('a').data,
  traceparent,
});

describe('batchSpan', () => {
  const started: Array<{ options?: SpanOptions; parentTrace?: string }> = [];
  beforeEach(() => {
    started.length = 0;
    const span: Span = trace.wrapSpanContext({
      traceId: '',
      spanId: '',
      traceFlags: 0,
    });
    const tracer: Tracer = {
      startSpan(_name, options, parent = context.active()) {
        const parentTrace = trace.getSpanContext(parent)?.traceId;
        started.push({ options, parentTrace });
        return span;
      },
      startActiveSpan: () => {
        throw new Error('unused');
      },
    };
    jest.spyOn(trace, 'getTracer').mockReturnValue(tracer);
  });
  afterEach(() => jest.restoreAllMocks());

  it('is part of the trace when all events came from one request', async () => {
    const events = [event(first), event(first)];
    await expect(batchSpan('c', events, async () => 7)).resolves.toBe(7);
    expect(started[0]?.parentTrace).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(started[0]?.options?.links).toHaveLength(1);
  });

  it('links to each trace when events came from several', async () => {
    const events = [event(first), event(second), event(), event('nonsense')];
    await batchSpan('c', events, async () => {});
    expect(started[0]?.parentTrace).toBeUndefined();
    expect(
      started[0]?.options?.links?.map(link => link.context.spanId),
    ).toEqual(['b7ad6b7169203331', 'c7ad6b7169203331']);
  });

  it('passes errors on', async () => {
    await expect(
      batchSpan('c', [event(first)], async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
  });
});

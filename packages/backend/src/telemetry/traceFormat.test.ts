import { context, trace, TraceFlags } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { traceFormat } from './traceFormat';

const manager = new AsyncLocalStorageContextManager();

beforeAll(() => context.setGlobalContextManager(manager.enable()));
afterAll(() => manager.disable());

describe('traceFormat', () => {
  const line = { level: 'info', message: 'stored' };

  it('puts the ids of the active trace on a line', () => {
    const active = trace.setSpanContext(context.active(), {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      traceFlags: TraceFlags.NONE,
    });
    context.with(active, () => {
      expect(traceFormat().transform(line)).toMatchObject({
        message: 'stored',
        trace_id: '0af7651916cd43dd8448eb211c80319c',
        span_id: 'b7ad6b7169203331',
      });
    });
  });

  it('leaves a line outside a trace alone', () => {
    expect(traceFormat().transform(line)).toEqual(line);
  });
});

import { ConfigReader } from '@backstage/config';
import { readEventLogSettings } from './eventLogSettings';

const read = (eventLog?: object) =>
  readEventLogSettings(
    new ConfigReader(eventLog ? { eventLog: { ...eventLog } } : {}),
  );

describe('eventLog settings', () => {
  it('have defaults', () => {
    expect(read()).toEqual({
      partitionSize: 5_000_000,
      retentionMs: 63_072_000_000,
      pollIntervalMs: 1000,
      idleTimeoutMs: 30_000,
      stopAfterDeadLetters: 10,
    });
  });

  it('take durations as text and as objects', () => {
    expect(read({ retention: { days: 1 }, pollInterval: '5s' })).toMatchObject({
      retentionMs: 86_400_000,
      pollIntervalMs: 5000,
    });
  });

  it('say which value does not fit', () => {
    expect(() => read({ partitionSize: 3 })).toThrow(
      /eventLog.*partitionSize/s,
    );
    expect(() => read({ retention: 'soon' })).toThrow(/retention/);
  });
});

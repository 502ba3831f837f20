import { IngestHistory } from '@quarterdeck/plugin-ingest-common';

const words: Record<IngestHistory['state'], string> = {
  never: 'not fetched yet',
  running: 'being fetched',
  waiting: 'waits for the provider',
  done: 'fetched',
  failed: 'failed',
  stopped: 'stopped',
};

/** Where fetching history stands, in words. */
export const historyWord = (state: IngestHistory['state']): string =>
  words[state];

import { z } from 'zod';
import { eventRegistry, EventType } from '@quarterdeck/plugin-ingest-common';

/** Data of each event type before its schema has normalised it: what parsers write. */
export type EventInputs = {
  [T in EventType]: z.input<(typeof eventRegistry)[T]>;
};

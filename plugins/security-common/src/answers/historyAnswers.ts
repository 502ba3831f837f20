import { z } from 'zod';
import { time } from './shared';

/** What happened to a finding. */
export const historyKinds = [
  'created',
  'updated',
  'fixed',
  'reopened',
  'suppressed',
  'pending_close',
  'state',
  'severity',
  'assigned',
  'comment',
  'accepted',
  'acceptance_ended',
  'vex',
  'sla',
  'undone',
] as const;

/** One line of the timeline. */
export const historyEntrySchema = z.object({
  id: z.string(),
  at: time,
  kind: z.enum(historyKinds),
  /** null: a scan, VEX or the clock. */
  actor: z.string().nullable(),
  /** A comment or a reason, as written. */
  text: z.string().nullable(),
  importId: z.string().nullable(),
  commit: z.string().nullable(),
  /** What differs, in words: field, before, after. */
  changes: z.array(
    z.object({
      field: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  /** A person's action that can still be taken back. */
  actionId: z.string().nullable(),
  canUndo: z.boolean(),
});

/** @see historyEntrySchema */
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

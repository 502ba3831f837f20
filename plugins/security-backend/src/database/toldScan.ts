import { z } from 'zod';
import { scanKinds } from '@quarterdeck/plugin-ingest-common';

/** Fields of a row that says which scan is told of. */
export const toldScanSchema = z.object({
  entity_ref: z.string(),
  tool: z.string(),
  category: z.string(),
  scope: z.string(),
  branch: z.string(),
  environment: z.string(),
  kinds: z.array(z.enum(scanKinds)),
  import_id: z.string(),
  position: z.string(),
  commit_sha: z.string(),
  scanned_at: z.date(),
  status: z.enum(['success', 'partial', 'failed']),
  reason: z.string().nullable(),
});

/** A scan of a commit that is told of anew. */
export type ToldScan = z.infer<typeof toldScanSchema>;

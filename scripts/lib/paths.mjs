import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this clone. */
export const repoRoot = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** What is ours and can be deleted: tools, stamps, and by default the data. */
export const stateFolder = path.join(repoRoot, '.quarterdeck');

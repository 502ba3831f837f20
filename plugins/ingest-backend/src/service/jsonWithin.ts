import { resourceLimits } from 'node:worker_threads';
import { ReportError } from '@quarterdeck/plugin-ingest-node';

const mebibyte = 1024 * 1024;

/** Bytes that a value takes in memory once it is parsed, rather too many than too few. */
const weights = { object: 80, list: 48, member: 16, text: 24 };

/** How much memory the values of a JSON text take. */
function estimate(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      const from = at;
      for (at += 1; at < text.length; at += 1) {
        const inside = text.charCodeAt(at);
        if (inside === 0x5c) at += 1;
        else if (inside === 0x22) break;
      }
      bytes += weights.text + (at - from);
    } else if (code === 0x7b) bytes += weights.object;
    else if (code === 0x5b) bytes += weights.list;
    else if (code === 0x2c || code === 0x3a) bytes += weights.member;
  }
  return bytes;
}

/**
 * Refuses a text whose values would not fit in the memory of this thread. V8 ends
 * the whole process, the door with it, when one `JSON.parse` outgrows a thread's
 * limit; everywhere else only the thread ends.
 * @throws ReportError
 */
export function requireRoomFor(
  text: string,
  limit = resourceLimits.maxOldGenerationSizeMb,
): void {
  if (!limit) return;
  const used = process.memoryUsage().heapUsed;
  if (used + estimate(text) > limit * mebibyte) {
    throw new ReportError(
      `The report may need more than ${limit} MiB of memory: it is read as one JSON value. Send it in parts.`,
    );
  }
}

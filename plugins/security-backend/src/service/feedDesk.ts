import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { InputError } from '@backstage/errors';
import {
  feedImportSchema,
  feedSchema,
} from '@quarterdeck/plugin-security-common';
import {
  FeedEntry,
  loadFeeds,
  replaceEpss,
  replaceKev,
  saveFeed,
  touchFeedFindings,
} from '../database/feedRows';
import { decide, DecideDeps } from './decide';
import { Reader } from './reader';

type Feed = z.infer<typeof feedSchema>;
type FeedImport = z.infer<typeof feedImportSchema>;

const staleAfterMs = 7 * 86_400_000;
const shownRejects = 20;
const longest = 256 * 1024 * 1024;

/** What a file holds. */
interface Parsed {
  asOf: string | null;
  entries: FeedEntry[];
  rejects: { path: string; message: string }[];
  rejected: number;
}

/** Text of a file, plain or gzip. */
export function feedText(body: Buffer): string {
  try {
    const plain =
      body[0] === 0x1f && body[1] === 0x8b
        ? gunzipSync(body, { maxOutputLength: longest })
        : body;
    return plain.toString('utf8').replace(/^\uFEFF/, '');
  } catch {
    throw new InputError('The file cannot be unpacked, or is too large.');
  }
}

const vulnerability = /^[A-Z][A-Z0-9]*-[\w.-]{1,100}$/i;

/** Scores of EPSS: `cve,epss,percentile`, with a comment line that has the date. */
export function parseEpss(text: string): Parsed {
  const parsed: Parsed = { asOf: null, entries: [], rejects: [], rejected: 0 };
  let number = 0;
  for (const line of text.split('\n')) {
    number += 1;
    const row = line.trim();
    if (row.startsWith('#')) {
      parsed.asOf = /score_date:([\d-]{10}[^,\s]*)/.exec(row)?.[1] ?? null;
    } else if (row !== '' && !/^cve\b/i.test(row.split(',')[0] ?? '')) {
      reject(parsed, `/line/${number}`, 'starts with no CVE id');
    } else if (row !== '' && !/^cve,/i.test(row)) {
      const [id = '', score = '', percentile = ''] = row.split(',');
      const value = score === '' ? NaN : Number(score);
      const share = percentile === '' ? null : Number(percentile);
      if (!vulnerability.test(id) || !(value >= 0 && value <= 1)) {
        reject(
          parsed,
          `/line/${number}`,
          'is not a CVE id and a score from 0 to 1',
        );
      } else {
        parsed.entries.push({
          id: id.toUpperCase(),
          score: value,
          percentile: share !== null && share >= 0 && share <= 1 ? share : null,
        });
      }
    }
  }
  return parsed;
}

function reject(parsed: Parsed, path: string, message: string): void {
  parsed.rejected += 1;
  if (parsed.rejects.length < shownRejects)
    parsed.rejects.push({ path, message });
}

const kevEntry = z.object({
  cveID: z.string().regex(vulnerability),
  vulnerabilityName: z.string().max(500).optional(),
  dateAdded: z.iso.date().optional().catch(undefined),
  dueDate: z.iso.date().optional().catch(undefined),
  knownRansomwareCampaignUse: z.string().optional(),
});
const kevSchema = z.object({
  dateReleased: z.string().optional(),
  vulnerabilities: z.array(z.unknown()),
});

/** The catalogue of known exploited vulnerabilities, JSON or CSV. */
export function parseKev(text: string): Parsed {
  const parsed: Parsed = { asOf: null, entries: [], rejects: [], rejected: 0 };
  const rows: { path: string; row: unknown }[] = [];
  if (text.trimStart().startsWith('{')) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new InputError('The file is not JSON.');
    }
    const read = kevSchema.safeParse(value);
    if (!read.success) {
      throw new InputError('/vulnerabilities: the file has no such list.');
    }
    parsed.asOf = read.data.dateReleased ?? null;
    read.data.vulnerabilities.forEach((row, at) =>
      rows.push({ path: `/vulnerabilities/${at}`, row }),
    );
  } else {
    const [head = '', ...lines] = text.split('\n');
    const names = head
      .trim()
      .split(',')
      .map(name => name.replace(/"/g, ''));
    if (!names.includes('cveID')) {
      throw new InputError(
        'The file is neither JSON nor a CSV with a column cveID.',
      );
    }
    lines.forEach((line, at) => {
      if (line.trim() === '') return;
      const cells = [
        ...line.trim().matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g),
      ].map(([, cell]) => cell.replace(/^"|"$/g, ''));
      rows.push({
        path: `/line/${at + 2}`,
        row: Object.fromEntries(names.map((name, i) => [name, cells[i]])),
      });
    });
  }
  for (const { path, row } of rows) {
    const read = kevEntry.safeParse(row);
    if (!read.success) reject(parsed, path, 'has no CVE id in cveID');
    else {
      parsed.entries.push({
        id: read.data.cveID.toUpperCase(),
        name: read.data.vulnerabilityName ?? null,
        addedOn: read.data.dateAdded ?? null,
        dueOn: read.data.dueDate ?? null,
        ransomware: read.data.knownRansomwareCampaignUse === 'Known',
      });
    }
  }
  return parsed;
}

/** How old the files are; never imported is not "nothing is exploited". */
export async function answerFeeds(reader: Reader): Promise<Feed[]> {
  const stored = await loadFeeds(reader.knex);
  return (['epss', 'kev'] as const).map(feed => {
    const row = stored.find(one => one.feed === feed);
    const at = row?.as_of ?? row?.loaded_at;
    return {
      feed,
      asOf: row?.as_of?.toISOString() ?? null,
      loadedAt: row?.loaded_at.toISOString() ?? null,
      loadedBy: row?.loaded_by ?? null,
      entries: row?.entries ?? 0,
      rejected: row?.rejected ?? 0,
      stale: at ? reader.now().getTime() - at.getTime() > staleAfterMs : false,
    };
  });
}

/** Takes a file in: it replaces the one before. A file without any entry is refused. */
export async function importFeed(
  deps: DecideDeps,
  feed: 'epss' | 'kev',
  body: Buffer,
  actor: string,
): Promise<FeedImport> {
  const text = feedText(body);
  const parsed = feed === 'epss' ? parseEpss(text) : parseKev(text);
  const [first] = parsed.rejects;
  if (parsed.entries.length === 0) {
    throw new InputError(
      first
        ? `${first.path}: ${first.message}`
        : 'The file has no entries: the ones that are stored stay.',
    );
  }
  const { reader } = deps;
  const at = reader.now();
  const asOf = parsed.asOf ? new Date(parsed.asOf) : null;
  const changed = await decide(deps, {
    actor,
    action: `import_${feed}`,
    async write(tx) {
      const changedIds =
        feed === 'epss'
          ? await replaceEpss(tx, parsed.entries)
          : await replaceKev(tx, parsed.entries);
      await saveFeed(tx, {
        feed,
        as_of: asOf && !Number.isNaN(asOf.getTime()) ? asOf : null,
        loaded_at: at,
        loaded_by: actor,
        entries: parsed.entries.length,
        rejected: parsed.rejected,
      });
      const findings = await touchFeedFindings(tx, changedIds);
      return {
        identities: [],
        answer: findings,
        audit: {
          actor,
          action: `intelligence.${feed}`,
          target: feed,
          details: {
            entries: parsed.entries.length,
            rejected: parsed.rejected,
          },
        },
      };
    },
  });
  const answer = (await answerFeeds(reader)).find(one => one.feed === feed);
  if (!answer) throw new Error(`The feed ${feed} was not stored.`);
  return { feed: answer, rejects: parsed.rejects, changedFindings: changed };
}

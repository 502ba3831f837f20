import { parseDocument } from 'yaml';
import { ReportBody, ReportError } from '@quarterdeck/plugin-ingest-node';
import { scanFormat } from '../reading/scanFormat';
import { readOrt } from './ortFormat';

const longest = 64 * 1024 * 1024;
const mostAliases = 100;

/** The same document as JSON. @throws ReportError */
async function jsonOf(body: Pick<ReportBody, 'pieces'>): Promise<Buffer> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of body.pieces()) {
    pieces.push(piece);
    length += piece.length;
    if (length > longest) {
      throw new ReportError(
        'YAML of more than 64 MiB is not read. Let ORT write JSON: --output-formats JSON.',
      );
    }
  }
  const document = parseDocument(pieces.join(''), {
    logLevel: 'silent',
    prettyErrors: false,
    uniqueKeys: false,
  });
  const [error] = document.errors;
  if (error) {
    throw new ReportError(
      `It is not valid YAML near character ${error.pos[0]}.`,
      '/',
    );
  }
  try {
    // Aliases of aliases would make a small file a large one.
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    return Buffer.from(JSON.stringify(value) ?? 'null');
  } catch {
    throw new ReportError(
      'The YAML refers to itself too often, which is not taken.',
    );
  }
}

/** Results of the OSS Review Toolkit as YAML, which is how it writes them by itself. */
export const ortYamlFormat = scanFormat({
  format: 'ort-yaml',
  detect: (_, { text }) =>
    !/^\s*[[{<]/.test(text) &&
    /^repository:/m.test(text) &&
    /^ {2,4}(?:vcs|vcs_processed|config):/m.test(text),
  async read(body, tally) {
    const json = await jsonOf(body);
    async function* bytes() {
      yield json;
    }
    return readOrt({ maxDepth: body.maxDepth, bytes }, tally);
  },
});

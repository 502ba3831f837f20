import {
  ReportBody,
  ReportError,
  ReportFigures,
  ReportFormat,
  ReportSink,
} from '@quarterdeck/plugin-ingest-node';
import { reportBytes } from './reportBytes';

const statusOrder = ['success', 'partial', 'failed'] as const;

const badness = ({ status }: ReportFigures) =>
  statusOrder.indexOf(status ?? 'success');

/** What documents say as one: numbers added, the worst of how they ended. */
function joined(parts: readonly ReportFigures[]): ReportFigures {
  const summary: Record<string, number> = {};
  for (const part of parts) {
    for (const [name, value] of Object.entries(part.summary)) {
      summary[name] = (summary[name] ?? 0) + value;
    }
  }
  const [worst] = [...parts].sort((a, b) => badness(b) - badness(a));
  const told = parts.filter(part => part.subject);
  const digests = [...new Set(parts.flatMap(part => part.digests ?? []))];
  return {
    summary,
    tool: parts.find(part => part.tool)?.tool,
    ...(worst?.status ? { status: worst.status, reason: worst.reason } : {}),
    ...(parts.every(part => part.empty) ? { empty: true } : {}),
    ...(digests.length > 0 ? { digests } : {}),
    ...(told.length > 0 ? { subject: told[0].subject } : {}),
  };
}

const isComponent = (record: object) =>
  'record' in record &&
  record.record === 'component' &&
  !('root' in record && record.root === true);

/** What a VEX document says is held to the rules of its own format. */
const ofFormat = (record: object, format: string) =>
  'record' in record && record.record === 'vex'
    ? { ...record, format }
    : record;

/** Named first is what states. */
const formatName = (formats: readonly string[]) =>
  [...new Set(formats)]
    .sort((a, b) => Number(/vex|csaf/.test(b)) - Number(/vex|csaf/.test(a)))
    .join('+')
    .slice(0, 64);

async function* once(file: Buffer) {
  yield file;
}

/**
 * Reads an SBOM and the VEX documents beside it in one zip as one report: they are
 * taken in together or not at all.
 * @throws ReportError where it holds other reports, or two SBOMs.
 */
export async function readTogether(
  files: readonly Buffer[],
  options: {
    maxBytes: number;
    sink: ReportSink;
    open(
      pieces: AsyncGenerator<Buffer>,
    ): Promise<{ format: ReportFormat; body: ReportBody }>;
  },
): Promise<{ format: string; figures: ReportFigures }> {
  const { maxBytes, sink } = options;
  const formats: string[] = [];
  const figures: ReportFigures[] = [];
  let sboms = 0;
  for (const [index, file] of files.entries()) {
    const { format, body } = await options.open(
      reportBytes(once(file), maxBytes),
    );
    if (!format.document) {
      throw new ReportError(
        'The zip holds several files. Send each report on its own.',
      );
    }
    let hasComponents = false;
    figures.push(
      await format.parse(body, {
        record(record) {
          hasComponents ||= isComponent(record);
          sink.record(ofFormat(record, format.format));
        },
        reject: (path, message) =>
          sink.reject(`/file/${index + 1}${path}`, message),
      }),
    );
    if (hasComponents) sboms += 1;
    if (sboms > 1) {
      throw new ReportError(
        'The zip holds several SBOMs. Send each on its own.',
        `/file/${index + 1}`,
      );
    }
    formats.push(format.format);
  }
  return { format: formatName(formats), figures: joined(figures) };
}

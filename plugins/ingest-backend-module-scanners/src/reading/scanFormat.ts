import { scanCategories } from '@quarterdeck/plugin-ingest-common';
import {
  ReportBody,
  ReportFormat,
  ReportHead,
} from '@quarterdeck/plugin-ingest-node';
import { JsonPaths, jsonPaths } from './jsonPaths';
import { createScanTally, ScanTally } from './scanTally';

/** One format of a scanner. Pure, like every format of reports. */
export interface ScanFormat {
  /** `trivy`; the value of `format` in the query. */
  format: string;
  /** Formats that some of its reports cannot be told apart from: its name decides. */
  alike?: readonly string[];
  /** It reads the files of one zip, one after the other. */
  severalFiles?: boolean;
  /** An SBOM or VEX document: such may come together in one zip. */
  document?: boolean;
  /** Whether the report is one of these: by the places of its JSON, or by its head. */
  detect(paths: JsonPaths, head: ReportHead): boolean;
  /** Reads it into the tally. @throws ReportError when it is none as a whole. */
  read(
    body: ReportBody,
    tally: ScanTally,
  ): Promise<{ tool?: string; scope?: string }>;
}

const noPaths: JsonPaths = new Map();

/** A format that the door finds under every category of scans. */
export function scanFormat(format: ScanFormat): ReportFormat {
  return {
    format: format.format,
    category: 'security',
    categories: scanCategories,
    ...(format.alike ? { alike: format.alike } : {}),
    ...(format.severalFiles ? { severalFiles: true } : {}),
    ...(format.document ? { document: true } : {}),
    detect: head =>
      format.detect(
        /^\s*[[{]/.test(head.text) ? jsonPaths(head.text) : noPaths,
        head,
      ),
    async parse(body, sink) {
      const tally = createScanTally(sink);
      return tally.figures(await format.read(body, tally));
    },
  };
}

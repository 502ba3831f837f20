import { Subject } from '@quarterdeck/plugin-ingest-common';

/** The beginning of a report, by which formats know their own. */
export interface ReportHead {
  /** Up to 64 Ki characters, decoded. */
  text: string;
  /** Local name of the root element, if it is XML. */
  xmlRoot?: string;
  /** Its whole opening tag. */
  xmlRootTag?: string;
}

/** The text of a report: unpacked, decoded, without a byte order mark. Read it once. */
export interface ReportBody {
  /** As UTF-8, for formats that cut records out of it without looking at the rest. */
  bytes(): AsyncIterable<Buffer>;
  /** As it comes, for formats that read in passing. */
  pieces(): AsyncIterable<string>;
  /** By lines, numbered from 1, empty ones left out. */
  lines(): AsyncIterable<{ line: string; number: number }>;
  /** All of it as one JSON value, within the depth the source allows. */
  json(): Promise<unknown>;
  /** How deep the source lets things nest. */
  maxDepth: number;
}

/** Where a format puts what it reads. */
export interface ReportSink {
  /** A record that was read whole. */
  record(record: object): void;
  /** One that was not: where it stands, and what to change. The others count. */
  reject(path: string, message: string): void;
}

/** What a report says as a whole. */
export interface ReportFigures {
  /** By the words of the category: `tests`, `failed`, `lines.covered`. */
  summary: Record<string, number>;
  /** The program that wrote it, if it says. */
  tool?: string;
  /** Part of the subject that the report itself speaks for (SARIF category). */
  scope?: string;
  /** The report itself says that it did not see everything, or nothing. */
  status?: 'failed' | 'partial';
  /** Why, for people. */
  reason?: string;
  /** The report itself says that it looked at nothing at all: no file, no package. */
  empty?: boolean;
  /** Of the image it is of: `sha256:…` */
  digests?: string[];
  /** The repository, else the image that it is of, where it names just one. */
  subject?: Subject;
}

/**
 * One format of reports. Pure: no I/O, no clock, no state between reports. The
 * same object runs in the process for small reports and in a worker thread for
 * large ones, so it must hold in memory no more than it has to.
 */
export interface ReportFormat {
  /** `junit`; the value of `format` in the query. */
  format: string;
  /** `tests`, `coverage`, `security`: the value of `category`. */
  category: string;
  /** Further values of `category` under which it is found. */
  categories?: readonly string[];
  /** Formats that some of its reports cannot be told apart from: its name decides. */
  alike?: readonly string[];
  /** It reads the files of one zip, one after the other. */
  severalFiles?: boolean;
  /** An SBOM or VEX document: such may come together in one zip. */
  document?: boolean;
  /** Whether the report is one of these. At most one format should say so. */
  detect(head: ReportHead): boolean;
  /** @throws ReportError when the report as a whole cannot be read. */
  parse(body: ReportBody, sink: ReportSink): Promise<ReportFigures>;
}

/** A format and where a worker thread finds it: no function crosses to it. */
export interface ReportFormatEntry {
  /** Of a module whose loading has no effects: `require.resolve` gives it. */
  module: string;
  /** Name of the export that is the format. */
  export: string;
  format: ReportFormat;
}

/** Why a whole report cannot be read. */
export class ReportError extends Error {
  /** Where: a JSON pointer, an element's path, or `/line/12`. */
  readonly path: string;

  constructor(message: string, path = '/') {
    super(message);
    this.name = 'ReportError';
    this.path = path;
  }
}

import {
  imageSubject,
  NewComponentRecord,
  NewFindingRecord,
  NewVexRecord,
  repositorySubject,
  Subject,
  subjectKey,
} from '@quarterdeck/plugin-ingest-common';
import {
  ReportError,
  ReportFigures,
  ReportSink,
} from '@quarterdeck/plugin-ingest-node';
import { fitComponent, fitFinding, fitVex } from './fitRecord';

/** Hands records on and counts them for the figures of the report. */
export interface ScanTally {
  finding(record: NewFindingRecord): void;
  component(record: NewComponentRecord): void;
  vex(record: NewVexRecord): void;
  /**
   * Reads one record of the report: what it throws as a ReportError rejects that
   * record with its path below this one; the others count.
   */
  attempt(at: string | { path: string }, read: () => void): void;
  /** Counts what is left out on purpose, under a name of its own. */
  count(name: string): void;
  reject(path: string, message: string): void;
  /** The report itself says that the scan failed. */
  failed(reason: string): void;
  /** The report itself says that the scan did not see everything. */
  partial(reason: string): void;
  /** How many files or packages the report says that it looked at; undefined: it does not say. */
  looked(count: number | undefined): void;
  /** A digest of the image that it is of: `sha256:…`, alone or behind a name. */
  digest(reference: string | undefined): void;
  /** The repository that it is of, by its address. */
  repository(address: string | undefined): void;
  /** The image that it is of, by its reference. */
  image(reference: string | undefined): void;
  figures(more?: { tool?: string; scope?: string }): ReportFigures;
}

const pathBelow = (path: string, below: string) =>
  below === '/' ? path : `${path}${below}`;

const forges: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
};

/** `pkg:github/acme/shop@main`: packages of forges are repositories. */
function repositoryOfPurl(purl: string | undefined): string | undefined {
  const [, forge = '', path] =
    /^pkg:(github|gitlab|bitbucket)\/([^@?#]+)/i.exec(purl ?? '') ?? [];
  return path && `${forges[forge.toLowerCase()]}/${path}`;
}

/** What was scanned, where all that was told is the same. */
function createOrigin(read: (text: string) => Subject | undefined) {
  const told = new Map<string, Subject>();
  return {
    add(text: string | undefined) {
      const subject = text === undefined ? undefined : read(text);
      if (subject && told.size < 2) told.set(subjectKey(subject), subject);
    },
    one: () => (told.size === 1 ? [...told.values()][0] : undefined),
    isTold: () => told.size > 0,
  };
}

/**
 * Figures: `findings` and `severity.*` and `kind.*` count what is open;
 * `suppressed` and `gone` what the report itself says is not; `components`,
 * `vex`. What is of quality counts under `kind.quality` only.
 * Every severity is there, so that zero is told apart from no figure.
 */
export function createScanTally(sink: ReportSink): ScanTally {
  const summary: Record<string, number> = {};
  const count = (name: string) => {
    summary[name] = (summary[name] ?? 0) + 1;
  };
  let status: ReportFigures['status'];
  let reason: string | undefined;
  let lookedAt: number | undefined;
  const digests = new Set<string>();
  const repositories = createOrigin(repositorySubject);
  const images = createOrigin(imageSubject);
  return {
    count,
    finding(record) {
      const fitted = fitFinding(record);
      if (fitted.state === 'absent' || fitted.state === 'fixed') {
        count('gone');
      } else if (fitted.kind === 'quality') {
        count('kind.quality');
      } else if (fitted.suppressed) {
        count('suppressed');
      } else {
        count('findings');
        count(`severity.${fitted.severity}`);
        count(`kind.${fitted.kind}`);
      }
      sink.record(fitted);
    },
    component(record) {
      if (record.root) repositories.add(repositoryOfPurl(record.package.purl));
      count('components');
      sink.record(fitComponent(record));
    },
    vex(record) {
      count('vex');
      sink.record(fitVex(record));
    },
    attempt(at, read) {
      try {
        read();
      } catch (error) {
        if (!(error instanceof ReportError)) throw error;
        const path = typeof at === 'string' ? at : at.path;
        sink.reject(pathBelow(path, error.path), error.message);
      }
    },
    reject: (path, message) => sink.reject(path, message),
    failed(why) {
      if (status !== 'failed') reason = why;
      status = 'failed';
    },
    partial(why) {
      status ??= 'partial';
      reason ??= why;
    },
    looked(number) {
      if (number !== undefined) lookedAt = (lookedAt ?? 0) + number;
    },
    digest(reference) {
      const [found] = /sha256:[0-9a-f]{64}$/i.exec(reference ?? '') ?? [];
      if (found) digests.add(found.toLowerCase());
    },
    repository: repositories.add,
    image: images.add,
    figures: ({ tool, scope } = {}) => {
      const subject = repositories.isTold() ? repositories.one() : images.one();
      return {
        summary: {
          findings: 0,
          suppressed: 0,
          'severity.critical': 0,
          'severity.high': 0,
          'severity.medium': 0,
          'severity.low': 0,
          'severity.info': 0,
          'severity.unknown': 0,
          ...summary,
        },
        tool,
        ...(scope ? { scope } : {}),
        ...(lookedAt === 0 ? { empty: true } : {}),
        ...(digests.size > 0 ? { digests: [...digests] } : {}),
        ...(status ? { status, reason: reason?.slice(0, 500) } : {}),
        ...(subject ? { subject } : {}),
      };
    },
  };
}

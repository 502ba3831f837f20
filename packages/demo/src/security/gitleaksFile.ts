import { DAY } from '../history/clock';
import { ScanMoment } from './scanFiles';

interface Leak {
  secret: string;
  rule: string;
  title: string;
  repositories: readonly string[];
  file: string;
  line: number;
  /** Days before the end of the history at which it was taken out; absent: it is there. */
  goneDays?: number;
}

/** Values that leaked. Every one says that it is none. */
const leaks: readonly Leak[] = [
  {
    secret: 'FAKE-SECRET-0001-of-the-demo',
    rule: 'demo-token',
    title: 'Token of the demo',
    repositories: ['checkout', 'ledger'],
    file: 'deploy/settings.env',
    line: 4,
  },
  {
    secret: 'FAKE-SECRET-0002-of-the-demo',
    rule: 'demo-database-password',
    title: 'Password of a database',
    repositories: ['notifications', 'payments-api', 'cart'],
    file: 'test/compose.yaml',
    line: 17,
  },
  {
    secret: 'FAKE-SECRET-0003-of-the-demo',
    rule: 'demo-mail-key',
    title: 'Key of the mail provider',
    repositories: ['search-indexer'],
    file: 'src/report/mail.ts',
    line: 9,
    goneDays: 8,
  },
  {
    secret: 'FAKE-SECRET-0004-of-the-demo',
    rule: 'demo-token',
    title: 'Token of the demo',
    repositories: ['storefront-web'],
    file: 'test/fixtures/session.json',
    line: 2,
  },
];

/** What Gitleaks writes of a repository. */
export function gitleaksFile({ repository, at, until }: ScanMoment): string {
  const found = leaks.filter(
    ({ repositories, goneDays = 0 }) =>
      repositories.includes(repository.name) &&
      (goneDays === 0 || at < until - goneDays * DAY),
  );
  return JSON.stringify(
    found.map(leak => ({
      Description: leak.title,
      RuleID: leak.rule,
      Match: `value = "${leak.secret}"`,
      Secret: leak.secret,
      File: leak.file,
      StartLine: leak.line,
      EndLine: leak.line,
      StartColumn: 10,
      EndColumn: 40,
      Commit: '',
      Fingerprint: `${leak.file}:${leak.rule}:${leak.line}`,
      Entropy: 3.1,
      Tags: [],
    })),
  );
}

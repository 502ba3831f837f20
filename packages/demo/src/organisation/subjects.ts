import { Random } from '../history/random';
import { depsBot, Person } from './people';
import { DemoRepository } from './repositories';

const verbs = [
  'tighten',
  'rename',
  'split',
  'cache',
  'log',
  'measure',
  'simplify',
  'retry',
  'document',
  'move',
  'bound',
  'test',
  'speed up',
  'type',
  'guard',
];

const things = [
  'the mapping',
  'error paths',
  'the defaults',
  'old flags',
  'timeouts',
  'the query',
  'its metrics',
  'edge cases',
  'the schema',
  'page size',
];

/** What a person writes above a change: `tighten refund states: timeouts`. */
export function changeSubject(random: Random, { topics }: DemoRepository) {
  const subject = `${random.pick(verbs)} ${random.pick(topics)}`;
  return random.chance(0.5) ? `${subject}: ${random.pick(things)}` : subject;
}

const dependencies = [
  'http client',
  'test runner',
  'base image',
  'linter',
  'trace exporter',
  'lockfile',
  'schema library',
];

/** What the bot writes above one. */
export function dependencySubject(random: Random): string {
  return `update ${random.pick(dependencies)} to ${random.int(
    1,
    9,
  )}.${random.int(0, 30)}.${random.int(0, 9)}`;
}

/** `feat/split-tender-timeouts`, from a subject. */
export function branchName(prefix: string, subject: string): string {
  const words = subject
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .split('-')
    .filter(word => word !== 'the');
  return `${prefix}/${words.slice(0, 5).join('-')}`;
}

/** What a change is marked with. */
export function changeLabels(change: {
  author: Person;
  branch: string;
}): string[] {
  return [
    ...(change.author === depsBot ? ['dependencies'] : []),
    ...(change.branch.startsWith('hotfix/') ? ['hotfix'] : []),
  ];
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import examples from '@octokit/webhooks-examples';
import { repoRoot } from './scripts';

/** A recorded delivery. */
export interface GithubBody {
  event: string;
  /** Tells which one, in messages, and serves as the delivery's id. */
  name: string;
  text: string;
}

/** Beside the repository, where a machine has them. */
export const fixtureFolder = path.join(
  repoRoot,
  '../shared/fixtures/delivery/github-webhooks',
);

/** The recorded bodies; none where the folder is absent. */
export function fixtureBodies(): GithubBody[] {
  if (!existsSync(fixtureFolder)) return [];
  return readdirSync(fixtureFolder)
    .sort()
    .flatMap(event =>
      readdirSync(path.join(fixtureFolder, event))
        .sort()
        .map(file => ({
          event,
          name: `${event}/${file}`,
          text: readFileSync(path.join(fixtureFolder, event, file), 'utf8'),
        })),
    );
}

/** Every example of `@octokit/webhooks-examples`. */
export function octokitBodies(): GithubBody[] {
  return examples.flatMap(kind =>
    kind.examples.map((body, index) => ({
      event: kind.name,
      name: `octokit/${kind.name}/${index}`,
      text: JSON.stringify(body),
    })),
  );
}

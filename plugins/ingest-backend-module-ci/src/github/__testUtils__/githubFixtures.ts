import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { eventRegistry } from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { z } from 'zod';

const root = resolve(__dirname, '../../../../../../shared/fixtures/delivery');

/** The folder of a fixture beside the repository; `undefined` when it is not there. */
export function fixtureFolder(name: string): string | undefined {
  const folder = join(root, name);
  if (existsSync(folder)) return folder;
  // eslint-disable-next-line no-console
  console.warn(`Not compared with ${name}: ${folder} does not exist.`);
  return undefined;
}

/** Any JSON document, for tests that change it. */
export const jsonObject = z.record(z.string(), z.json());

export function readJson(file: string) {
  return jsonObject.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Every body of `github-webhooks`, its folder being the event's name. */
export function githubWebhookBodies() {
  const folder = fixtureFolder('github-webhooks');
  if (!folder) return [];
  return readdirSync(folder)
    .sort()
    .flatMap(event =>
      readdirSync(join(folder, event))
        .sort()
        .map(file => ({
          event,
          file,
          body: readJson(join(folder, event, file)),
        })),
    );
}

/** The event's data as the door stores it; throws when the registry refuses it. */
export function stored(event: ParsedEvent): unknown {
  return eventRegistry[event.type].parse(event.data);
}

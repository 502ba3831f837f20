import fs from 'node:fs';
import path from 'node:path';
import { repoRoot } from './paths.mjs';

/**
 * @typedef {object} Workspace
 * @property {string} folder relative to the root, with forward slashes
 * @property {string} name
 * @property {string | undefined} role
 * @property {any} manifest
 */

/** @returns {Workspace[]} every package of this repository */
export function listWorkspaces() {
  return ['packages', 'plugins'].flatMap(group =>
    fs
      .readdirSync(path.join(repoRoot, group))
      .sort()
      .map(name => `${group}/${name}`)
      .filter(folder =>
        fs.existsSync(path.join(repoRoot, folder, 'package.json')),
      )
      .map(folder => {
        const manifest = JSON.parse(
          fs.readFileSync(path.join(repoRoot, folder, 'package.json'), 'utf8'),
        );
        return {
          folder,
          name: manifest.name,
          role: manifest.backstage?.role,
          manifest,
        };
      }),
  );
}

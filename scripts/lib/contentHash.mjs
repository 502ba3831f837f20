import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * A hash over the contents of files and folders, which is the same for the same contents whatever
 * the times of the files say (a fresh clone has new ones).
 *
 * @param {string} root
 * @param {string[]} targets relative to the root; missing ones count as missing
 * @param {(relative: string) => boolean} [counts]
 */
export function contentHash(root, targets, counts = () => true) {
  const hash = createHash('sha256');
  const visit = relative => {
    const full = path.join(root, relative);
    const stat = fs.statSync(full, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const name of fs.readdirSync(full).sort()) {
        if (name !== 'node_modules' && name !== 'dist') {
          visit(path.join(relative, name));
        }
      }
    } else if (counts(relative)) {
      hash.update(`${relative}\0`);
      hash.update(stat ? fs.readFileSync(full) : 'missing');
    }
  };
  targets.forEach(visit);
  return hash.digest('hex');
}

/**
 * @param {string} file
 * @returns {string | undefined} what a stamp file holds
 */
export function readStamp(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}

/**
 * @param {string} file
 * @param {string} stamp
 */
export function writeStamp(file, stamp) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, stamp);
}

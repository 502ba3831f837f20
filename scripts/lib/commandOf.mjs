import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * The command line of a process, so that a number used again is not taken for the old one.
 *
 * @param {number} pid
 * @returns {string} empty: there is none
 */
export function commandOf(pid) {
  try {
    return fs
      .readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .replaceAll('\0', ' ');
  } catch {
    // No /proc (macOS), or no such process.
    const { stdout } = spawnSync('ps', ['-o', 'args=', '-ww', '-p', `${pid}`], {
      encoding: 'utf8',
    });
    return stdout ?? '';
  }
}

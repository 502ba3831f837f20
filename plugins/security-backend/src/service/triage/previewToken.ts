import { TriageAction } from '@quarterdeck/plugin-security-common';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Selection } from './decider';

/** What a token of a preview holds. */
export const tokenSchema = z.tuple([z.string(), z.string(), z.string()]);
/** The selection and the change, short: a token is of these. */
export const textOf = (selection: Selection, action: TriageAction) =>
  createHash('sha256')
    .update(JSON.stringify([selection, action]))
    .digest('hex')
    .slice(0, 16);

/** How far scans and decisions had come when a change was previewed. */
export interface Previewed {
  decision: string;
  position: string;
}

import { LineCounter, parseDocument, stringify } from 'yaml';
import {
  GatePolicy,
  gatePolicySchema,
} from '@quarterdeck/plugin-security-common';

/** A policy read from text, or what is wrong with the text. */
export type ReadPolicy =
  | { ok: true; policy: GatePolicy }
  | { ok: false; problems: Array<{ at: string; message: string }> };

/** A policy as people keep it in a repository. */
export const policyToYaml = (policy: GatePolicy): string =>
  stringify(policy, { lineWidth: 0 });

/**
 * Reads a policy that somebody wrote. Aliases are not followed far: a few lines could
 * stand for gigabytes.
 */
export function policyFromYaml(text: string): ReadPolicy {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
  });
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map(({ message, pos }) => ({
        at: `line ${lines.linePos(pos[0]).line}`,
        message,
      })),
    };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return {
      ok: false,
      problems: [
        {
          at: 'the text',
          message: error instanceof Error ? error.message : String(error),
        },
      ],
    };
  }
  const read = gatePolicySchema.safeParse(value ?? {});
  if (read.success) return { ok: true, policy: read.data };
  return {
    ok: false,
    problems: read.error.issues.map(({ path, message }) => {
      const node = path.length > 0 ? document.getIn(path, true) : undefined;
      const range =
        typeof node === 'object' && node !== null && 'range' in node
          ? node.range
          : undefined;
      const start = Array.isArray(range) ? range[0] : undefined;
      const line =
        typeof start === 'number' ? `, line ${lines.linePos(start).line}` : '';
      return { at: `${path.join('.') || 'the policy'}${line}`, message };
    }),
  };
}

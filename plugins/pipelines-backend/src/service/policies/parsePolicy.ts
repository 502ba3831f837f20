import { Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import {
  checkPolicy,
  DeliveryPolicy,
  deliveryPolicySchema,
  PolicyProblem,
} from '@quarterdeck/plugin-pipelines-common';

/** A policy, or all that is wrong with it. */
export type ParsedPolicy =
  | { ok: true; policy: DeliveryPolicy }
  | { ok: false; problems: PolicyProblem[] };

type Path = readonly PropertyKey[];

const largest = 100_000;
const mostProblems = 100;

/** `stages.production.requires[0]` */
function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text ? `${text}.${String(part)}` : String(part);
  }, '');
}

/** Where a path begins: its key, else the nearest thing around it. */
function offsetOf(document: Document, path: Path): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const parent: unknown =
      length > 1
        ? document.getIn(path.slice(0, length - 1), true)
        : document.contents;
    const last = path[length - 1];
    if (length > 0 && isMap(parent)) {
      const pair = parent.items.find(
        item =>
          isNode(item.key) && 'value' in item.key && item.key.value === last,
      );
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node: unknown =
      length > 0
        ? document.getIn(path.slice(0, length), true)
        : document.contents;
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}

/** Issues of a union are those of the member that came nearest. */
function flatten(issue: z.core.$ZodIssue): { path: Path; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      path: [...issue.path, key],
      message: `"${key}" is not a key here`,
    }));
  }
  if (issue.code === 'invalid_key') {
    return [
      {
        path: issue.path,
        message: issue.issues[0]?.message ?? 'is not a name',
      },
    ];
  }
  return [{ path: issue.path, message: issue.message }];
}

/** Checks what a configuration holds. Without a text there are no lines. */
export function checkPolicyData(data: unknown): ParsedPolicy {
  const parsed = deliveryPolicySchema.safeParse(data);
  const found = parsed.success
    ? checkPolicy(parsed.data)
    : parsed.error.issues.flatMap(flatten);
  if (parsed.success && found.length === 0) {
    return { ok: true, policy: parsed.data };
  }
  return {
    ok: false,
    problems: found.slice(0, mostProblems).map(({ path, message }) => ({
      path: pathText(path),
      message,
      line: null,
      column: null,
    })),
  };
}

const alone = (message: string): ParsedPolicy => ({
  ok: false,
  problems: [{ path: '', message, line: 1, column: 1 }],
});

/** Reads a policy from YAML; every problem has its line and column. */
export function parsePolicy(text: string): ParsedPolicy {
  if (text.length > largest) {
    return alone(`is longer than ${largest} characters`);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number | undefined) => {
    if (offset === undefined) return { line: 1, column: 1 };
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.slice(0, mostProblems).map(error => ({
        path: '',
        message: error.message.split('\n')[0].replace(/ at line .*$/, ''),
        ...at(error.pos[0]),
      })),
    };
  }
  let data: unknown;
  try {
    // A few anchors are handy; many that hold each other are an attack.
    data = document.toJS({ maxAliasCount: 50 });
  } catch {
    return alone('repeats its anchors too often');
  }
  const parsed = deliveryPolicySchema.safeParse(data);
  const found = parsed.success
    ? checkPolicy(parsed.data)
    : parsed.error.issues.flatMap(flatten);
  if (parsed.success && found.length === 0) {
    return { ok: true, policy: parsed.data };
  }
  return {
    ok: false,
    problems: found
      .slice(0, mostProblems)
      .map(({ path, message }) => ({
        path: pathText(path),
        message,
        ...at(offsetOf(document, path)),
      }))
      .sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

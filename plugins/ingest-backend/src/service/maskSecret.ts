import { createHmac, hkdfSync } from 'node:crypto';
import { BodyKey } from './bodyVault';

/** The key of the HMAC that stands for a leaked secret, derived from another. */
export const secretKeyOf = ({ key }: BodyKey): Uint8Array =>
  new Uint8Array(
    hkdfSync('sha256', key, '', 'quarterdeck/leaked-secret/v1', 32),
  );

const dots = '••••';

/** Enough to tell two secrets apart, too little to use one. */
const maskOf = (value: string) =>
  value.length >= 16 && /^[\w./+-]{4}/.test(value)
    ? `${value.slice(0, 4)}${dots}`
    : dots;

/** Short words stand everywhere; only longer ones may be cut out of names. */
const longEnough = 4;
const surelyItself = 8;

/** Half of a surrogate pair has no address. */
const wellFormed = (text: string) => Buffer.from(text, 'utf8').toString('utf8');

/** The ways in which a report may write the same value. */
function spellings(value: string): string[] {
  const lines = value.includes('\n')
    ? value.split('\n').map(line => line.trim())
    : [];
  const forms = [
    value,
    value.trim(),
    ...lines.filter(line => line.length >= surelyItself),
  ];
  const all = forms
    .map(wellFormed)
    .flatMap(form => [
      form,
      JSON.stringify(form).slice(1, -1),
      encodeURI(form),
      encodeURIComponent(form),
      form.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;'),
    ]);
  return [...new Set(all)]
    .filter(form => form.length >= longEnough)
    .sort((a, b) => b.length - a.length);
}

/** A text that was cut off within the value ends with its beginning. */
function withoutBegin(text: string, form: string): string {
  const longest = Math.min(form.length - 1, text.length, 500);
  for (let length = longest; length >= surelyItself; length -= 1) {
    if (text.endsWith(form.slice(0, length))) {
      return text.slice(0, text.length - length) + dots;
    }
  }
  return text;
}

/** What identity is made of: kept whole unless the value is surely meant. */
const names = new Set(['ruleId', 'path', 'kind', 'record', 'severity', 'name']);

function maskTree(
  value: unknown,
  forms: readonly string[],
  key: string,
): unknown {
  if (typeof value === 'string') {
    let text = value;
    for (const form of forms) {
      if (form.length < surelyItself && names.has(key)) continue;
      if (text.includes(form)) text = text.replaceAll(form, dots);
      text = withoutBegin(text, form);
    }
    return text;
  }
  if (Array.isArray(value))
    return value.map(item => maskTree(item, forms, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      maskTree(item, forms, name),
    ]),
  );
}

/**
 * A record without the value of the secret that it found: HMAC and mask stand
 * for it, and wherever else the record tells it, it is masked. Nothing may see a
 * record before this: not a temporary file, not a message to another thread.
 */
export function maskSecret(record: object, key: Uint8Array): object {
  const secret =
    'secret' in record &&
    typeof record.secret === 'object' &&
    record.secret !== null
      ? record.secret
      : undefined;
  if (!secret || !('value' in secret) || typeof secret.value !== 'string') {
    return record;
  }
  const { value, ...rest } = secret;
  const others = Object.fromEntries(
    Object.entries({ ...record, secret: rest }).map(([name, item]) => [
      name,
      maskTree(item, spellings(value), name),
    ]),
  );
  if (value === '') return others;
  return {
    ...others,
    secret: {
      ...rest,
      hmac: createHmac('sha256', key).update(value, 'utf8').digest('hex'),
      mask: maskOf(value),
    },
  };
}

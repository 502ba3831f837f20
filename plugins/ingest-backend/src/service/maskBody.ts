import { isForm } from '@quarterdeck/plugin-ingest-node';

/** Text with what looks like a secret replaced. */
export interface MaskedText {
  text: string;
  masked: number;
}

const mask = '•••••• (masked)';

const secretKey =
  /(?:^|[_-])(?:token|secret|password|passwd|pwd|authorization|credentials?|cookie|session|signature|api[_-]?key|private[_-]?key|access[_-]?key|client[_-]?secret|pat)$|(?:token|secret|password|apikey|privatekey|accesskey|credential)s?$/i;

const secretValue = new RegExp(
  [
    String.raw`\bgh[pousr]_[A-Za-z0-9]{20,}`,
    String.raw`\bgithub_pat_[A-Za-z0-9_]{20,}`,
    String.raw`\bglpat-[A-Za-z0-9_-]{16,}`,
    String.raw`\bxox[abeoprs]-[A-Za-z0-9-]{10,}`,
    String.raw`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`,
    String.raw`\bnpm_[A-Za-z0-9]{30,}`,
    String.raw`\bsk-[A-Za-z0-9_-]{20,}`,
    String.raw`\bAIza[A-Za-z0-9_-]{30,}`,
    String.raw`\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*`,
    String.raw`\b[Bb]earer\s+[A-Za-z0-9._~+/=-]{8,}`,
    String.raw`\b[Bb]asic\s+[A-Za-z0-9+/=]{12,}`,
    String.raw`-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`,
    String.raw`(?<=\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{0,100}:)[^\s/@]{1,200}(?=@)`,
  ].join('|'),
  'g',
);

// Of a text that is no JSON: NAME=value and "name": "value".
const secretPair =
  /((?:token|secret|password|passwd|authorization|api[_-]?key|private[_-]?key)["']?\s*[:=]\s*)("[^"\n]*"|'[^'\n]*'|[^\s,;"']+)/gi;

/** Masks values that look like secrets, wherever they stand. */
function maskText(text: string): MaskedText {
  let masked = 0;
  const result = text.replace(secretValue, () => {
    masked += 1;
    return mask;
  });
  return { text: result, masked };
}

function maskPlain(body: string): MaskedText {
  let pairs = 0;
  const text = body.replace(secretPair, (_, name: string) => {
    pairs += 1;
    return name + mask;
  });
  const rest = maskText(text);
  return { text: rest.text, masked: rest.masked + pairs };
}

function maskJson(value: unknown): MaskedText {
  let masked = 0;
  const walk = (inner: unknown, underSecret: boolean): unknown => {
    if (typeof inner === 'string' || typeof inner === 'number') {
      if (underSecret && inner !== '') {
        masked += 1;
        return mask;
      }
      if (typeof inner === 'number') return inner;
      const found = maskText(inner);
      masked += found.masked;
      return found.text;
    }
    if (Array.isArray(inner)) return inner.map(item => walk(item, underSecret));
    if (inner === null || typeof inner !== 'object') return inner;
    return Object.fromEntries(
      Object.entries(inner).map(([key, item]) => [
        key,
        walk(item, underSecret || secretKey.test(key)),
      ]),
    );
  };
  return { text: JSON.stringify(walk(value, false), null, 2), masked };
}

/** A form, each field decoded: encoded, neither names nor values look like secrets. */
function maskForm(form: string): MaskedText {
  let masked = 0;
  const lines = [...new URLSearchParams(form)].map(([name, value]) => {
    const shown = secretKey.test(name)
      ? { text: mask, masked: 1 }
      : maskBody(value);
    masked += shown.masked;
    return `${name}=${shown.text}`;
  });
  return { text: lines.join('\n'), masked };
}

/**
 * A body as the page may show it: values under keys that name a secret, and
 * values that look like one, are masked. JSON is printed with indentation, a form with its fields decoded.
 */
export function maskBody(body: string, contentType?: string): MaskedText {
  if (isForm(contentType)) return maskForm(body);
  try {
    return maskJson(JSON.parse(body));
  } catch {
    // No JSON, or rejected for nesting deeper than can be walked.
    return maskPlain(body);
  }
}

import { MaskedText } from './maskBody';

const mask = '•••••• (masked)';

/** Where scanners write a leaked secret, or the line that holds it. */
const leaks =
  'secret|raw|rawv2|match|offender|line|lines|diff|printdiff|stringsfound|hashed_secret|raw_source_code_extract|snippet|code|text|evidence|extract|content|issue_text';

const leakPair = new RegExp(
  String.raw`("(?:${leaks})"\s*:\s*)("(?:[^"\\]|\\.)*"|\[[^\]]*\])`,
  'gi',
);

const worthMasking = 8;

/**
 * The body of a scan as the page may show it, before {@link maskBody} sees it:
 * what stands where scanners write secrets is masked, there and wherever else
 * the body tells the same. Works on a body that is cut off, too.
 */
export function maskScanBody(body: string): MaskedText {
  const values = new Set<string>();
  let masked = 0;
  let text = body.replace(leakPair, (_, name: string, value: string) => {
    masked += 1;
    for (const [, inner] of value.matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
      if (inner.length >= worthMasking && values.size < 2000) values.add(inner);
    }
    return `${name}"${mask}"`;
  });
  for (const value of values) {
    if (text.includes(value)) text = text.replaceAll(value, mask);
  }
  return { text, masked };
}

import { MaskedText } from './maskBody';

const mask = '"•••••• (masked)"';

/**
 * Keys whose texts say what was found and where, in any format of scans. What
 * stands under any other key may be the secret itself, or the line it is in.
 */
const shown = new Set(
  `id ruleid rule_id rule_name rulename check_id check_name test_id test_name code_id detectorname
  severity issue_severity issue_confidence confidence level status state kind type class category
  file files filename file_name file_path filepath path uri uribaseid target location region
  version schemaversion $schema schema specversion bomformat serialnumber format
  tool driver scanner analyzer vendor name fullname namespace ecosystem package pkgname purl bom-ref ref
  installedversion fixedversion vulnerabilityid cve ghsa_id cve_id cwe cweids
  artifactname artifacttype repository image timestamp created date generated_at scanned_at
  number secret_type resolution validity check_type resource resource_type`
    .split(/\s+/)
    .filter(Boolean),
);

const tokens = /"((?:[^"\\]|\\.)*)(?:\\(?=$))?("|$)(\s*:)?/g;

/**
 * The body of a scan as the page may show it, before `maskBody` sees it: of JSON
 * only the texts under known keys, whether it is whole, lines, or cut off. Other
 * texts may be leaked secrets. What is no JSON is left to `maskBody`.
 */
export function maskScanBody(body: string): MaskedText {
  if (!/^\s*[[{"]/.test(body)) return { text: body, masked: 0 };
  let masked = 0;
  let key = '';
  const text = body.replace(
    tokens,
    (whole, inner: string, end: string, colon: string | undefined) => {
      if (colon !== undefined) {
        key = inner.toLowerCase();
        return whole;
      }
      if (inner === '' || (end !== '' && shown.has(key))) return whole;
      masked += 1;
      return mask;
    },
  );
  return { text, masked };
}

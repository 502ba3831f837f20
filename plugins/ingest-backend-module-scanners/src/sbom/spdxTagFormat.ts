import { ReportBody, ReportError } from '@quarterdeck/plugin-ingest-node';
import { Fields } from '../reading/fields';
import { scanFormat } from '../reading/scanFormat';
import { createSpdxGraph } from './spdxGraph';
import { spdxTool } from './spdxJsonFormat';
import { spdxAdvisories, spdxComponent } from './spdxPackage';

interface Tag {
  tag: string;
  value: string;
  number: number;
}

const longestText = 64 * 1024;

/** `Tag: value`; a value in `<text>` may go over many lines. */
async function* tags(body: Pick<ReportBody, 'lines'>): AsyncGenerator<Tag> {
  let open: Tag | undefined;
  for await (const { line, number } of body.lines()) {
    if (open) {
      const end = line.indexOf('</text>');
      if (open.value.length < longestText) {
        open.value += `\n${end < 0 ? line : line.slice(0, end)}`;
      }
      if (end < 0) continue;
      yield open;
      open = undefined;
      continue;
    }
    const colon = line.indexOf(':');
    if (line.startsWith('#') || colon <= 0) continue;
    const tag = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    if (!value.startsWith('<text>')) {
      yield { tag, value, number };
      continue;
    }
    const text = value.slice('<text>'.length);
    const end = text.indexOf('</text>');
    if (end >= 0) yield { tag, value: text.slice(0, end), number };
    else open = { tag, value: text, number };
  }
  if (open) {
    throw new ReportError(
      'A text is not closed: the sender cut the document off.',
      `/line/${open.number}`,
    );
  }
}

/** Tags of a package, in the words of the JSON form. */
const names: Readonly<Record<string, string>> = {
  SPDXID: 'SPDXID',
  PackageVersion: 'versionInfo',
  PackageSupplier: 'supplier',
  PackageOriginator: 'originator',
  PackageLicenseDeclared: 'licenseDeclared',
  PackageLicenseConcluded: 'licenseConcluded',
  PrimaryPackagePurpose: 'primaryPackagePurpose',
};

interface OpenPackage {
  fields: Record<string, string>;
  externalRefs: Fields[];
  checksums: Fields[];
  number: number;
}

function takeTag(into: OpenPackage, { tag, value }: Tag): void {
  if (Object.hasOwn(names, tag)) {
    into.fields[names[tag]] ??= value;
  } else if (tag === 'ExternalRef') {
    const [, referenceType, referenceLocator] = value.split(/\s+/);
    into.externalRefs.push({ referenceType, referenceLocator });
  } else if (tag === 'PackageChecksum') {
    const [algorithm, checksumValue] = value.split(/:\s*/);
    into.checksums.push({ algorithm, checksumValue });
  }
}

/** SPDX 2.x as tags and values. */
export const spdxTagFormat = scanFormat({
  format: 'spdx-tag-value',
  document: true,
  detect: (_, { text }) =>
    /^(?:\s*#[^\n]*\n|\s*\n)*SPDXVersion:\s*SPDX-/.test(text.slice(0, 4000)),
  async read(body, tally) {
    const graph = createSpdxGraph(tally);
    const creators: string[] = [];
    let current: OpenPackage | undefined;
    let isSpdx = false;
    const close = () => {
      const done = current;
      current = undefined;
      if (!done) return;
      tally.attempt(`/line/${done.number}`, () => {
        const { fields, externalRefs, checksums } = done;
        const whole = { ...fields, externalRefs, checksums };
        const component = spdxComponent(whole);
        graph.package(component);
        spdxAdvisories(whole, component).forEach(tally.finding);
      });
    };
    for await (const item of tags(body)) {
      const { tag, value, number } = item;
      isSpdx ||= tag === 'SPDXVersion';
      if (tag === 'SPDXVersion' && !/^SPDX-2\./.test(value)) {
        throw new ReportError(
          `SPDX version "${value.slice(
            0,
            40,
          )}" has no tags and values. Write SPDX 2.2 or 2.3.`,
          `/line/${number}`,
        );
      }
      if (tag === 'Creator') creators.push(value);
      if (tag === 'Relationship') {
        const [from = '', type = '', to = ''] = value.split(/\s+/);
        graph.relate(from, type, to);
      } else if (tag === 'PackageName') {
        close();
        current = {
          fields: { name: value },
          externalRefs: [],
          checksums: [],
          number,
        };
      } else if (/^(?:FileName|SnippetSPDXID|LicenseID)$/.test(tag)) {
        close();
      } else if (current) {
        takeTag(current, item);
      }
    }
    close();
    if (!isSpdx) {
      throw new ReportError('It does not say its SPDXVersion.', '/line/1');
    }
    graph.end();
    return { tool: spdxTool(creators) ?? 'SPDX' };
  },
});

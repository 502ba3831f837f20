import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
  fieldsOf,
  isFields,
  needFields,
  textOf,
  textsOf,
} from '../reading/fields';
import { imageName } from '../reading/imageName';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import { TrivyResult, trivyReaders } from './trivyFinding';

const lists = Object.keys(trivyReaders);

/** Where `Results` stand: of an artefact, a cluster's resources, or the whole (old). */
const roots = [
  '/Results/*',
  '/Resources/*/Results/*',
  '/Vulnerabilities/*/Results/*',
  '/Misconfigurations/*/Results/*',
  '/Findings/*/Results/*',
  '/*',
];

const patterns = roots.flatMap(root => lists.map(list => `${root}/${list}/*`));
const dropped = [
  '/Metadata/ImageConfig',
  '/Metadata/Layers',
  '/Metadata/DiffIDs',
  ...roots.flatMap(root => [`${root}/Packages`, `${root}/CustomResources`]),
];

/** One of them is in every report but the oldest. */
const reportKeys = [
  'SchemaVersion',
  'ArtifactName',
  'ClusterName',
  'Results',
  'Resources',
];

/** One of them is in every part of the oldest. */
const oldKeys = ['Target', 'Vulnerabilities', 'Class'];

/** The objects on the way to a record, outermost first. */
function wayTo(rest: unknown, keys: readonly string[]): Fields[] {
  const way: Fields[] = [];
  let value = rest;
  for (const key of keys) {
    if (isFields(value)) {
      way.push(value);
      value = value[key];
    } else if (Array.isArray(value)) {
      const list: readonly unknown[] = value;
      value = list[Number(key)];
    }
  }
  return way;
}

const isImage = (type: string | undefined) => type === 'container_image';

function resultOf(rest: unknown, keys: readonly string[]): TrivyResult {
  const way = wayTo(rest, keys);
  const result = way.at(-1);
  const [report] = way;
  const resource = way.length > 2 ? way[1] : undefined;
  const kind = textOf(result, 'Class');
  const type = textOf(result, 'Type');
  const target = textOf(result, 'Target');
  // Of a cluster and of old reports only the target names the image.
  const systemImage =
    kind === 'os-pkgs' ||
    (kind === undefined && / \(.* [\d.]+\)$/.test(target ?? ''))
      ? imageName(target?.replace(/ \([^()]*\)$/, ''))
      : undefined;
  const image = isImage(textOf(report, 'ArtifactType'))
    ? imageName(textOf(report, 'ArtifactName'))
    : systemImage;
  return {
    tool: {
      name: 'Trivy',
      version: textOf(fieldsOf(report, 'Trivy'), 'Version'),
    },
    class: kind,
    type,
    target,
    image,
    resource:
      resource &&
      [
        textOf(resource, 'Namespace'),
        textOf(resource, 'Kind'),
        textOf(resource, 'Name'),
      ]
        .filter(Boolean)
        .join('/'),
  };
}

/** Trivy, `--format json`: artefacts, clusters, and the list of old versions. */
export const trivyFormat = scanFormat({
  format: 'trivy',
  detect: paths =>
    (paths.has('/SchemaVersion') && paths.has('/ArtifactName')) ||
    (paths.has('/ArtifactName') && paths.has('/Results')) ||
    paths.has('/ClusterName') ||
    (paths.has('/*/Target') &&
      (paths.has('/*/Vulnerabilities') || paths.has('/*/Type'))) ||
    (paths.has('/Results/*/Target') && paths.has('/Results/*/Class')),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, patterns, {
      drop: dropped,
    });
    if (Array.isArray(rest)) {
      rest.forEach((item: unknown, index) => {
        if (isFields(item) && oldKeys.some(key => key in item)) return;
        tally.reject(`/${index}/Target`, 'Trivy names a Target here.');
      });
    } else {
      const report = needFields(rest);
      if (!reportKeys.some(key => key in report)) {
        throw new ReportError(
          'Trivy writes Results and this has none.',
          '/Results',
        );
      }
      if (
        report.Results !== undefined &&
        report.Results !== null &&
        !Array.isArray(report.Results)
      ) {
        throw new ReportError('It must be a list.', '/Results');
      }
    }
    if (isFields(rest)) {
      tally.digest(textOf(rest, 'ArtifactName'));
      const metadata = fieldsOf(rest, 'Metadata');
      textsOf(metadata, 'RepoDigests').forEach(tally.digest);
      const name = textOf(rest, 'ArtifactName');
      if (isImage(textOf(rest, 'ArtifactType'))) tally.image(name);
      else tally.repository(textOf(metadata, 'RepoURL') ?? name);
    }
    let known: TrivyResult | undefined;
    let knownAt = '';
    for (const record of records()) {
      const keys = record.keys.slice(0, -2);
      const at = keys.join('/');
      const result =
        at === knownAt && known ? known : resultOf(rest, [...keys, '']);
      known = result;
      knownAt = at;
      tally.attempt(record, () => {
        const read = trivyReaders[lists[record.pattern % lists.length]];
        const finding = read(needFields(record.read()), result);
        if (finding) tally.finding(finding);
      });
    }
    return { tool: 'Trivy' };
  },
});

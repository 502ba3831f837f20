import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
  fieldsOf,
  listOrNone,
  needFields,
  needText,
  textOf,
  textsOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import { createSpdxGraph } from './spdxGraph';
import { spdxAdvisories, spdxComponent } from './spdxPackage';

/** The program among the creators: `Tool: syft-1.50.0`. */
export function spdxTool(creators: readonly string[]): string | undefined {
  const tool = creators.find(creator => /^Tool:/i.test(creator));
  return tool
    ?.slice(0, 200)
    .replace(/^Tool:\s*/i, '')
    .replace(/-v?\d[\w.+-]*$/, '');
}

function checkVersion(rest: Fields): void {
  const version = needText(rest, 'spdxVersion');
  if (!/^SPDX-2\./i.test(version)) {
    throw new ReportError(
      `SPDX version "${version.slice(
        0,
        40,
      )}" is not read in this form. Write SPDX 2.2 or 2.3, or 3 as JSON-LD with @graph.`,
      '/spdxVersion',
    );
  }
}

/** SPDX 2.2 and 2.3 as JSON. */
export const spdxJsonFormat = scanFormat({
  format: 'spdx',
  document: true,
  detect: paths =>
    // Some writers sort keys, so that the version stands after the packages.
    (paths.has('/spdxVersion') ||
      (paths.has('/SPDXID') &&
        (paths.has('/creationInfo') || paths.has('/packages/*/SPDXID')))) &&
    !paths.has('/@graph') &&
    !paths.has('/@context'),
  async read(body, tally) {
    const document = await jsonRecords(
      body,
      ['/packages/*', '/relationships/*'],
      {
        drop: [
          '/files',
          '/snippets',
          '/hasExtractedLicensingInfos',
          '/annotations',
        ],
      },
    );
    const rest = needFields(document.rest);
    checkVersion(rest);
    listOrNone(rest, 'packages');
    listOrNone(rest, 'relationships');
    const graph = createSpdxGraph(tally);
    textsOf(rest, 'documentDescribes').forEach(ref => graph.describe(ref));
    for (const record of document.records()) {
      tally.attempt(record.path, () => {
        const fields = needFields(record.read());
        if (record.pattern === 1) {
          graph.relate(
            textOf(fields, 'spdxElementId') ?? '',
            textOf(fields, 'relationshipType') ?? '',
            textOf(fields, 'relatedSpdxElement') ?? '',
          );
          return;
        }
        const component = spdxComponent(fields);
        graph.package(component, textOf(fields, 'downloadLocation'));
        spdxAdvisories(fields, component).forEach(tally.finding);
      });
    }
    graph.end();
    const creators = textsOf(fieldsOf(rest, 'creationInfo'), 'creators');
    return { tool: spdxTool(creators) ?? 'SPDX' };
  },
});

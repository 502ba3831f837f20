import { fieldsOf, listOrNone, needFields, needText } from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import { createCycloneDxDocument } from './cyclonedxDocument';

/** CycloneDX as JSON: components, their dependencies, vulnerabilities and VEX. */
export const cyclonedxJsonFormat = scanFormat({
  format: 'cyclonedx',
  document: true,
  detect: paths => /^CycloneDX$/i.test(paths.get('/bomFormat') ?? ''),
  async read(body, tally) {
    const input = await jsonRecords(
      body,
      ['/components/*', '/vulnerabilities/*', '/dependencies/*'],
      { drop: ['/services', '/formulation', '/declarations', '/annotations'] },
    );
    const document = createCycloneDxDocument(tally);
    const rest = needFields(input.rest);
    if (!('bomFormat' in rest)) needText(rest, 'specVersion');
    ['components', 'vulnerabilities', 'dependencies'].forEach(name =>
      listOrNone(rest, name),
    );
    document.metadata(fieldsOf(rest, 'metadata') ?? {});
    for (const record of input.records()) {
      const { pattern, path } = record;
      if (pattern === 1) {
        document.vulnerability(() => needFields(record.read()), path);
      } else {
        tally.attempt(path, () => {
          if (pattern === 0) document.component(record.read(), path);
          else document.dependency(needFields(record.read()));
        });
      }
    }
    return document.end();
  },
});

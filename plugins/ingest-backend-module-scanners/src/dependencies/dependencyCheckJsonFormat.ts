import { fieldsOf, needFields, needList, textOf } from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import {
  addDependencyCheckFindings,
  dependencyCheckTool,
} from './dependencyCheckFindings';

/** The JSON report of OWASP Dependency-Check. */
export const dependencyCheckJsonFormat = scanFormat({
  format: 'dependency-check-json',
  detect: paths =>
    paths.has('/reportSchema') &&
    (paths.has('/scanInfo') || paths.has('/projectInfo')),
  async read(body, tally) {
    const document = await jsonRecords(body, ['/dependencies/*']);
    const rest = needFields(document.rest);
    needList(rest, 'dependencies');
    if (!('reportSchema' in rest)) needFields(rest.scanInfo, '/scanInfo');
    const project = fieldsOf(rest, 'projectInfo');
    for (const record of document.records()) {
      tally.attempt(record.path, () =>
        addDependencyCheckFindings(
          needFields(record.read()),
          record.path,
          tally,
        ),
      );
    }
    return { tool: dependencyCheckTool, scope: textOf(project, 'name') };
  },
});

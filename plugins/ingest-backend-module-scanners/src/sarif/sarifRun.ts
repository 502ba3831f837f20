import { ScanKind } from '@quarterdeck/plugin-ingest-common';
import {
  Fields,
  fieldsOf,
  flagOf,
  listOf,
  objectsOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { imageName } from '../reading/imageName';
import { ScanTally } from '../reading/scanTally';
import { sarifMessage } from './sarifMessage';
import { SarifPlaces } from './sarifPlaces';
import { SarifRule, SarifRules } from './sarifRules';
import { SarifTaxa } from './sarifTaxa';

/** What its results need to know of a run. */
export interface SarifRun {
  run: Fields;
  tool: { name: string; version?: string };
  /** Of the run: GitHub's category. */
  scope?: string;
  rules: SarifRules;
  /** Of rules that have been met. */
  kinds: Map<SarifRule, ScanKind>;
  places: SarifPlaces;
  messages?: Fields;
  taxa: SarifTaxa;
  /** The image, if one was scanned; without tag and digest. */
  image?: string;
}

/** `category/run-id`: what stands before the last slash. */
function scopeOf(run: Fields): string | undefined {
  const id =
    textOf(fieldsOf(run, 'automationDetails') ?? fieldsOf(run, 'id'), 'id') ??
    textOf(run, 'automationLogicalId', 'logicalId');
  if (id === undefined || !id.includes('/')) return undefined;
  const scope = id.slice(0, id.lastIndexOf('/'));
  return scope === '' ? undefined : scope;
}

function noteEnd(run: Fields, name: string, tally: ScanTally): void {
  const invocations = [
    ...objectsOf(run, 'invocations'),
    ...[fieldsOf(run, 'invocation') ?? []]
      .flat()
      .filter(item => 'exitCode' in item),
  ];
  const notes = [run, ...invocations].flatMap(from =>
    [
      'toolExecutionNotifications',
      'toolConfigurationNotifications',
      'toolNotifications',
      'configurationNotifications',
    ].flatMap(key => objectsOf(from, key)),
  );
  const bad = notes.find(note => textOf(note, 'level') === 'error');
  const why = bad && sarifMessage(bad);
  if (
    invocations.some(
      item =>
        flagOf(item, 'executionSuccessful') === false ||
        flagOf(item, 'toolExecutionSuccessful') === false,
    )
  ) {
    tally.failed(`${name} says that it failed${why ? `: ${why}` : '.'}`);
  } else if (bad) {
    tally.partial(`${name} tells of errors${why ? `: ${why}` : '.'}`);
  }
  const elsewhere = fieldsOf(run, 'externalPropertyFileReferences');
  if (run.results === undefined || run.results === null) {
    tally.failed(
      listOf(elsewhere, 'results').length > 0
        ? `The results of ${name} stand in another file.`
        : `${name} wrote no list of results: it did not scan.`,
    );
  } else if (listOf(elsewhere, 'results').length > 0) {
    tally.partial(`Further results of ${name} stand in other files.`);
  }
}

/** Reads what a run says besides its results. */
export function readSarifRun(
  run: Fields,
  path: string,
  tally: ScanTally,
): SarifRun {
  const toolPart = fieldsOf(run, 'tool');
  const driver = fieldsOf(toolPart, 'driver') ?? toolPart;
  const name = textOf(driver, 'name');
  if (name === undefined) {
    tally.reject(`${path}/tool/driver/name`, 'The run does not name its tool.');
  }
  noteEnd(run, name ?? 'The tool', tally);
  const bag = fieldsOf(run, 'properties');
  const taxa = new SarifTaxa(run);
  const image =
    textOf(bag, 'imageName', 'image') ?? textsOf(bag, 'repoTags')[0];
  tally.image(image);
  objectsOf(run, 'versionControlProvenance').forEach(source =>
    tally.repository(textOf(source, 'repositoryUri', 'uri')),
  );
  return {
    run,
    tool: {
      name: name ?? 'unknown',
      version: textOf(driver, 'semanticVersion', 'version'),
    },
    scope: scopeOf(run),
    rules: new SarifRules(run, taxa),
    kinds: new Map(),
    places: new SarifPlaces(run),
    messages: fieldsOf(driver, 'globalMessageStrings'),
    taxa,
    image: imageName(image),
  };
}

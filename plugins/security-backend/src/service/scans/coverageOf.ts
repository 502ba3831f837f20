import {
  Coverage,
  earliestStage,
  FindingKind,
  findingKinds,
  scanStage,
  ScanStage,
} from '@quarterdeck/plugin-security-common';
import { loadFirstCaught } from '../../database/firstCaught';
import { CoverageRow, loadCoverage } from '../../database/importRows';
import { loadScanPlaces } from '../../database/scanPlaces';
import { linkedRun } from '../links/linkedRun';
import { Reader } from '../reader';

/** Days in which it is looked where findings were caught first. */
const caughtDays = 90;
/** Kinds every component is expected to be scanned for. */
const expected: readonly FindingKind[] = ['sast', 'dependency', 'secret'];

function coverageKind(
  reader: Reader,
  kind: FindingKind,
  row: CoverageRow | undefined,
  stage: ScanStage | null,
): Coverage['kinds'][number] {
  const now = reader.now().getTime();
  const age = row?.complete_at
    ? Math.max(0, Math.round((now - row.complete_at.getTime()) / 1000))
    : null;
  const fresh = age !== null && age <= reader.freshForSeconds;
  let state: Coverage['kinds'][number]['state'] = 'never_scanned';
  if (row?.incomplete || (row && age === null)) state = 'incomplete';
  else if (row) state = fresh ? 'fresh' : 'stale';
  return {
    kind,
    state,
    tools: row?.tools ?? [],
    lastScanAt: row?.scanned_at.toISOString() ?? null,
    lastCompleteAt: row?.complete_at?.toISOString() ?? null,
    ageSeconds: age,
    maxAgeSeconds: reader.freshForSeconds,
    importId: row?.import_id ?? null,
    run: row ? linkedRun(reader, row) : null,
    stage,
    open: row?.open ?? 0,
  };
}

/** Scans of entities, kind by kind. */
export async function coverageOf(
  reader: Reader,
  refs: readonly string[],
): Promise<Coverage[]> {
  const rows = await loadCoverage(reader.knex, refs);
  const caught = await loadFirstCaught(
    reader.knex,
    refs,
    new Date(reader.now().getTime() - caughtDays * 86_400_000),
  );
  const placed = await loadScanPlaces(reader.knex, refs);
  return refs.map(ref => {
    const stageOf = (kind: FindingKind) =>
      earliestStage(
        placed
          .filter(place => place.entityRef === ref && place.kind === kind)
          .map(scanStage),
      );
    const own = rows.filter(row => row.entity_ref === ref);
    const kinds = findingKinds
      .filter(
        kind => expected.includes(kind) || own.some(row => row.kind === kind),
      )
      .map(kind =>
        coverageKind(
          reader,
          kind,
          own.find(row => row.kind === kind),
          stageOf(kind),
        ),
      );
    const required = kinds.filter(({ kind }) => expected.includes(kind));
    return {
      entityRef: ref,
      required: [...expected],
      kinds,
      firstCaught: caught.get(ref) ?? [],
      coveredRatio:
        required.filter(({ state }) => state === 'fresh').length /
        required.length,
    };
  });
}

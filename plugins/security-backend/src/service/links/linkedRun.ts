import {
  repositoryOf,
  runLink,
  ScanImport,
} from '@quarterdeck/plugin-security-common';
import { Reader } from '../reader';

/** The run that a scan was made in, with its address where it can be told. */
export function linkedRun(
  { index }: Pick<Reader, 'index'>,
  row: {
    entity_ref: string;
    run_instance: string | null;
    run_external_id: string | null;
  },
): ScanImport['run'] {
  if (!row.run_instance || !row.run_external_id) return null;
  const run = { instance: row.run_instance, externalId: row.run_external_id };
  const annotations = index.get(row.entity_ref)?.annotations ?? {};
  return { ...run, url: runLink(repositoryOf(annotations), run) };
}

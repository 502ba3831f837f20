import { Repository, repositoryOf } from '@quarterdeck/plugin-security-common';
import { FindingRow } from '../../database/findingRows';
import { Reader } from '../reader';

/** Where the code that was scanned lies. */
export interface CodeAt {
  repository: Repository;
  commit: string | null;
  branch: string | null;
}

/** Where the code of a finding lies; undefined: the catalog names no repository. */
export function codeAt(
  { index }: Pick<Reader, 'index'>,
  row: Pick<FindingRow, 'entity_ref' | 'branch'>,
  lastCommit: string | null,
): CodeAt | undefined {
  const repository = repositoryOf(index.get(row.entity_ref)?.annotations ?? {});
  return (
    repository && { repository, commit: lastCommit, branch: row.branch || null }
  );
}

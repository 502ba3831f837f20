import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { allOf, inEntities, where } from '@quarterdeck/plugin-portal-node';
import { SbomRow, selectSboms } from '../../database/sbomQueries';
import { Reader } from '../reader';
import { seenEntities } from '../seenFindings';

/** One SBOM the caller may see. */
export async function findSbom(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<SbomRow> {
  const [row] = await selectSboms(
    reader.knex,
    allOf([
      where('d.document_id = ?', id),
      inEntities('d.entity_ref', seenEntities(reader.visible(decision))),
    ]),
    { limit: 1 },
  );
  if (row) return row;
  throw new NotFoundError('There is no such SBOM, or you may not see it.');
}

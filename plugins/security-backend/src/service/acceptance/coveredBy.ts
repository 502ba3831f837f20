import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  allOf,
  arrayLiteral,
  holds,
  where,
} from '@quarterdeck/plugin-portal-node';
import {
  AcceptanceScope,
  packageKey,
  spellVulnerability,
} from '@quarterdeck/plugin-security-common';
import { selectFindings } from '../../database/findingRows';
import { Reader, seesAll } from '../reader';
import { inSeen, seenEntities } from '../seenFindings';
import { Accepter } from './accepter';
import { Covered } from './newAcceptance';

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

function entitiesOf(
  reader: Reader,
  named: readonly string[],
  decision: PolicyDecision,
): string[] | null {
  if (named.length === 0) {
    if (seesAll(reader, decision)) return null;
    throw new NotAllowedError(
      'Only who may accept risks of every entity may do so for all. Name the entities.',
    );
  }
  const seen = seenEntities(reader.visible(decision));
  const refs = named.map(lower);
  const foreign = refs.find(ref => !holds(seen, ref));
  if (foreign) {
    throw new NotAllowedError(`You may not accept risks of ${foreign}.`);
  }
  return refs;
}

/** What a scope means, as far as the caller may accept it. */
export async function coveredBy(
  reader: Reader,
  scope: AcceptanceScope,
  accepter: Accepter,
): Promise<Covered> {
  switch (scope.of) {
    case 'finding': {
      const rows = await selectFindings(
        reader.knex,
        allOf([
          where(
            'f.finding_id = ANY(?::text[])',
            arrayLiteral(scope.findingIds),
          ),
          inSeen(
            { entity: 'f.entity_ref', severity: 'f.severity' },
            reader.visible(accepter.decision),
          ),
        ]),
        { order: 'f.finding_id', limit: 1000 },
      );
      if (rows.length < new Set(scope.findingIds).size) {
        throw new NotFoundError(
          '/scope/findingIds: some do not exist, or are not yours to accept.',
        );
      }
      return {
        covers: 'finding',
        subjects: [...new Set(rows.map(row => row.identity))],
        title: rows.length === 1 ? rows[0].title : `${rows.length} findings`,
        entityRefs: [...new Set(rows.map(row => row.entity_ref))],
      };
    }
    case 'rule':
      return {
        covers: 'rule',
        subjects: [scope.rule],
        title: `Rule ${scope.rule}`,
        entityRefs: entitiesOf(reader, scope.entities, accepter.decision),
        tool: scope.tool,
        path: scope.path,
      };
    default:
      return {
        covers: 'vulnerability',
        subjects: [spellVulnerability(scope.vulnerability)],
        title: scope.purl
          ? `${scope.vulnerability} in ${scope.purl}`
          : scope.vulnerability,
        entityRefs: entitiesOf(reader, scope.entities, accepter.decision),
        packageKey: scope.purl
          ? packageKey({ name: '', purl: scope.purl })
          : undefined,
      };
  }
}

import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { holds } from '@quarterdeck/plugin-portal-node';
import { Coverage } from '@quarterdeck/plugin-security-common';
import { z } from 'zod';
import { loadScannedEntities } from '../../database/scannedEntities';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { scannable } from '../knowledge';
import { askedScans, Reader } from '../reader';
import { coverageOf } from './coverageOf';

/** Which scans every entity has, how fresh, in which stage. */
export async function answerListCoverage(
  reader: Reader,
  query: QueryOf<'listCoverage'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listCoverage'>> {
  const asked = askedScans(reader, { decision, ...query });
  const scanned = await loadScannedEntities(reader.knex);
  const after = query.cursor
    ? decodeCursor(query.cursor, z.tuple([z.string()]))[0]
    : '';
  const refs = [
    ...new Set([
      ...scannable(reader, asked),
      ...scanned.filter(ref => holds(asked, ref)),
    ]),
  ]
    .filter(ref => ref > after)
    .sort();
  const items: Coverage[] = [];
  let at = 0;
  while (at < refs.length && items.length <= query.limit) {
    const part = refs.slice(at, at + query.limit + 1);
    at += part.length;
    items.push(
      ...(await coverageOf(reader, part)).filter(
        one =>
          (query.kind.length === 0 ||
            one.kinds.some(({ kind }) => query.kind.includes(kind))) &&
          (query.state.length === 0 ||
            one.kinds.some(
              ({ kind, state }) =>
                one.required.includes(kind) && query.state.includes(state),
            )),
      ),
    );
  }
  const shown = items.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown,
    nextCursor:
      last && items.length > shown.length
        ? encodeCursor([last.entityRef])
        : null,
  };
}

import { Knex } from 'knex';
import { VexRecord } from '@quarterdeck/plugin-ingest-common';
import { packageKey, refusalOf } from '@quarterdeck/plugin-security-common';
import {
  insertStatements,
  insertVexDocument,
  keepNewestVex,
  removeVexDocument,
} from '../../database/vexRows';
import { OwnedReport } from './ownedReport';

/** Which of the three rules a document is held to. */
function standardOf(format: string): 'cyclonedx' | 'openvex' | 'csaf' {
  if (format.startsWith('openvex')) return 'openvex';
  return format.startsWith('csaf') ? 'csaf' : 'cyclonedx';
}

/** Takes the VEX statements of a report, a piece at a time. */
export function vexWriter(tx: Knex, event: OwnedReport) {
  const documentId = event.deliveryId ?? event.id;
  const { entityRef, position } = event;
  const made = new Date(event.data.scan?.at ?? event.occurredAt.toISOString());
  // Of documents that came together the one that states is named first.
  const [format] = event.data.format.split('+');
  const standard = standardOf(format);
  let count = 0;
  return {
    async write(records: readonly VexRecord[]) {
      if (count === 0) await removeVexDocument(tx, documentId);
      await insertStatements(
        tx,
        { documentId, entityRef, position, made, from: count },
        records.map(record => ({
          record,
          packageKey:
            packageKey({
              name: record.product.name ?? '',
              version: record.product.version,
              purl: record.product.purl,
            }) ?? null,
          refused: refusalOf(record, standard) ?? null,
        })),
      );
      count += records.length;
    },
    /** Whether there were any. */
    async end(rejected: number): Promise<boolean> {
      if (count === 0 && event.data.category !== 'vex') return false;
      await insertVexDocument(tx, {
        document_id: documentId,
        entity_ref: entityRef,
        position,
        received_at: made,
        format,
        rejected,
        statements: count,
        newest: true,
        subject: event.subject ?? null,
        entity_reported: event.entityReported,
        rejects: event.data.rejects ?? [],
      });
      await keepNewestVex(tx, entityRef);
      return count > 0;
    },
  };
}

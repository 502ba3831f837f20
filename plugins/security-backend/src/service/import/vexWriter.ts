import { Knex } from 'knex';
import { VexRecord } from '@quarterdeck/plugin-ingest-common';
import { packageKey, refusalOf } from '@quarterdeck/plugin-security-common';
import {
  insertStatements,
  insertVexDocument,
  keepNewestVex,
  removeVexDocuments,
} from '../../database/vexRows';
import { OwnedReport } from './ownedReport';

const standards = ['cyclonedx', 'openvex', 'csaf'] as const;
type Standard = (typeof standards)[number];

/** Which of the three rules a document is held to. */
const standardOf = (format: string) =>
  standards.find(one => format.startsWith(one)) ?? 'cyclonedx';

/** Takes the VEX statements of a report, a piece at a time. */
export function vexWriter(tx: Knex, event: OwnedReport) {
  const reportId = event.deliveryId ?? event.id;
  const { entityRef, position } = event;
  const made = new Date(event.data.scan?.at ?? event.occurredAt.toISOString());
  // Of documents that came together the one that states is named first.
  const [main] = event.data.format.split('+');
  const mainStandard = standardOf(main);
  /** Documents that came together are each filed as what they are. */
  const idOf = (standard: Standard) =>
    standard === mainStandard ? reportId : `${reportId}.${standard}`;
  const filed = new Map<Standard, { format: string; count: number }>();
  return {
    async write(records: readonly VexRecord[]) {
      if (filed.size === 0) {
        await removeVexDocuments(tx, standards.map(idOf));
      }
      const parts = new Map<string, VexRecord[]>();
      for (const record of records) {
        const format = record.format ?? main;
        parts.set(format, [...(parts.get(format) ?? []), record]);
      }
      for (const [format, own] of parts) {
        const standard = standardOf(format);
        const document = filed.get(standard) ?? { format, count: 0 };
        const from = document.count;
        await insertStatements(
          tx,
          { documentId: idOf(standard), entityRef, position, made, from },
          own.map(record => ({
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
        filed.set(standard, { ...document, count: from + own.length });
      }
    },
    /** Whether there were any. */
    async end(rejected: number): Promise<boolean> {
      const none = filed.size === 0;
      if (none && event.data.category !== 'vex') return false;
      if (none || rejected > 0) {
        // What could not be read is told with the document that is named first.
        const first = filed.get(mainStandard) ?? { format: main, count: 0 };
        filed.set(mainStandard, first);
      }
      for (const [standard, { format, count }] of filed) {
        const isMain = standard === mainStandard;
        await insertVexDocument(tx, {
          document_id: idOf(standard),
          entity_ref: entityRef,
          position,
          received_at: made,
          format,
          rejected: isMain ? rejected : 0,
          statements: count,
          newest: true,
          subject: event.subject ?? null,
          entity_reported: event.entityReported,
          rejects: isMain ? event.data.rejects ?? [] : [],
        });
      }
      await keepNewestVex(tx, entityRef);
      return !none;
    },
  };
}

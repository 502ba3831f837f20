import { Knex } from 'knex';
import { ComponentRecord } from '@quarterdeck/plugin-ingest-common';
import { packageKey } from '@quarterdeck/plugin-security-common';
import {
  insertComponents,
  insertDocument,
  keepNewest,
  removeDocument,
} from '../../database/sbomRows';
import { OwnedReport } from './ownedReport';
import { branchOf } from './scanTarget';

/** Takes the components of a report, a piece at a time. */
export function sbomWriter(
  tx: Knex,
  event: OwnedReport,
  isDefault: (branch: string) => boolean,
) {
  const documentId = event.deliveryId ?? event.id;
  let components = 0;
  let root: ComponentRecord | undefined;
  return {
    async write(records: readonly ComponentRecord[]) {
      if (components === 0) await removeDocument(tx, documentId);
      root ??= records.find(record => record.root);
      const others = records.filter(record => !record.root);
      await insertComponents(
        tx,
        documentId,
        components,
        others.map(record => ({
          record,
          packageKey: packageKey(record.package),
        })),
      );
      components += records.length;
    },
    /** Whether there were any. */
    async end(rejected: number): Promise<boolean> {
      if (components === 0 && event.data.category !== 'sbom') return false;
      const branch = branchOf(event);
      await insertDocument(tx, {
        document_id: documentId,
        entity_ref: event.entityRef,
        scope: event.data.scan?.scope ?? '',
        branch,
        environment: event.data.environment ?? '',
        on_default: branch === '' || isDefault(branch),
        position: event.position,
        created_at: new Date(
          event.data.scan?.at ?? event.occurredAt.toISOString(),
        ),
        // Behind the VEX documents that came with it.
        format: event.data.format.split('+').at(-1) ?? '',
        tool: event.data.tool ?? null,
        commit_sha: event.data.commit ?? null,
        component_count: components - (root ? 1 : 0),
        rejected,
        root_name: root?.package.name ?? null,
        root_version: root?.package.version ?? null,
        newest: false,
        subject: event.subject ?? null,
        entity_reported: event.entityReported,
      });
      await keepNewest(tx, documentId);
      return components > 0;
    },
  };
}

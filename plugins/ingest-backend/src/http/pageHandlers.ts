import { ingestContract } from '@quarterdeck/plugin-ingest-common';
import { ContractHandlers } from '@quarterdeck/plugin-portal-node';
import { ReportReader } from '../service/reportReader';
import { createDeliveryHandlers } from './deliveryHandlers';
import { createHistoryHandlers } from './historyHandlers';
import { PageDeps } from './pageDeps';
import { createReaderHandlers } from './readerHandlers';
import { createSourceHandlers } from './sourceHandlers';

/** Handlers of every route of the ingest page. */
export function createPageHandlers(
  deps: PageDeps & { reader: ReportReader },
): ContractHandlers<typeof ingestContract> {
  return {
    ...createSourceHandlers(deps),
    ...createDeliveryHandlers(deps),
    ...createReaderHandlers(deps),
    ...createHistoryHandlers(deps),
  };
}

import { DoraSettings } from '@quarterdeck/plugin-dora-common';
import { Asker } from '../database/asker';
import { Copy } from '../database/copyRows';
import { breathe } from './breathe';
import { ComputedService, computeService } from './computeService';
import { gatherNewServices, WrittenServices } from './newRows';
import { readFacts } from './serviceFacts';

/** Services that are computed together, of which nothing is stored yet. */
export interface Part {
  services: readonly { service: string; no: number; settings: DoraSettings }[];
}

/** What is to be written of a part. */
export interface GatheredPart extends WrittenServices {
  copies: readonly Copy[];
}

/** Computes parts; what one is asked while it computes, it reads meanwhile. */
export interface PartComputer {
  compute(part: Part): Promise<GatheredPart>;
  /** So many are worth asking for at a time. */
  atOnce: number;
  stop(): Promise<void>;
}

/** Computes parts in this thread. */
export function createPartComputer(asker: Asker): PartComputer {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    // One is read while one is computed.
    atOnce: 2,
    async compute({ services }) {
      const facts = await readFacts(
        asker,
        services.map(({ service }) => service),
      );
      const gather = async () => {
        const computed: ComputedService[] = [];
        for (const { service, settings } of services) {
          const known = facts.get(service);
          if (!known) throw new Error(`Nothing was read of ${service}`);
          computed.push(computeService(service, known, settings));
          // Facts of thousands of deployments: what is computed needs them no more.
          facts.delete(service);
          await breathe();
        }
        const { copies, ...written } = await gatherNewServices(
          computed,
          new Map(services.map(({ service, no }) => [service, no])),
        );
        return { ...written, copies: copies.all };
      };
      const gathered = turn.then(gather);
      turn = gathered.catch(() => {});
      return gathered;
    },
    async stop() {},
  };
}

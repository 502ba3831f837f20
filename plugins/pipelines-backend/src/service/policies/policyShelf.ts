import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import {
  EffectivePolicy,
  PolicyProblem,
} from '@quarterdeck/plugin-pipelines-common';
import { EntityIndex } from '@quarterdeck/plugin-portal-node';
import {
  deletePolicyFilesExcept,
  loadPolicyFiles,
  PolicyFileRow,
  upsertPolicyFile,
} from '../../database/policies/policyFiles';
import { parsePolicy } from './parsePolicy';
import { ConfiguredPolicy, configuredPolicy } from './policyConfig';
import { deliveryPolicyAnnotation, policyLocation } from './policyLocation';

/** The policies of all entities, from their repositories and the configuration. */
export interface PolicyShelf {
  /** What counts for an entity now. */
  effective(entityRef: string, tx?: Knex): Promise<EffectivePolicy>;
  /** The same for many, with one statement. */
  effectiveOf(entityRefs: readonly string[]): Promise<EffectivePolicy[]>;
  /** Reads the files again that entities name; all, or those of new annotations. */
  readFiles(options?: { changedOnly?: boolean }): Promise<void>;
}

const versionOf = (text: string) =>
  createHash('sha256').update(text).digest('hex').slice(0, 12);

const alone = (message: string): PolicyProblem => ({
  path: '',
  message,
  line: null,
  column: null,
});

/** Policies over the given tables. */
export function createPolicyShelf(options: {
  knex: Knex;
  index: Pick<EntityIndex, 'get' | 'refs'>;
  configured: readonly ConfiguredPolicy[];
  urlReader: Pick<UrlReaderService, 'readUrl'>;
  logger: LoggerService;
  now: () => Date;
}): PolicyShelf {
  const { knex, index, configured, urlReader, logger, now } = options;

  const fromConfig = (entityRef: string): EffectivePolicy => {
    const found = configuredPolicy(configured, entityRef);
    return {
      entityRef,
      source: found ? 'config' : 'none',
      location: found?.location ?? null,
      text: found?.text ?? null,
      policy: found?.policy ?? null,
      version: found ? versionOf(found.text) : null,
      goodSince: null,
      checkedAt: null,
      problems: [],
    };
  };

  const toEffective = (
    entityRef: string,
    row: PolicyFileRow | undefined,
  ): EffectivePolicy => {
    const entity = index.get(entityRef);
    const located = entity && policyLocation(entity);
    if (!located) return fromConfig(entityRef);
    const parsed = row?.good_text ? parsePolicy(row.good_text) : undefined;
    const checkedAt = row?.checked_at.toISOString() ?? null;
    if (!row?.good_text || !parsed?.ok) {
      const problem = 'problem' in located ? [alone(located.problem)] : [];
      return {
        ...fromConfig(entityRef),
        checkedAt,
        problems: row?.problems.length ? row.problems : problem,
      };
    }
    return {
      entityRef,
      source: 'repository',
      location: row.location,
      text: row.good_text,
      policy: parsed.policy,
      version: versionOf(row.good_text),
      goodSince: row.good_at?.toISOString() ?? null,
      checkedAt,
      problems: row.problems,
    };
  };

  const readOne = async (entityRef: string) => {
    const entity = index.get(entityRef);
    const located = entity && policyLocation(entity);
    if (!located) return;
    const keep = (goodText: string | null, problems: PolicyProblem[]) =>
      upsertPolicyFile(knex, {
        entityRef,
        location: 'url' in located ? located.url : '',
        goodText,
        problems,
        at: now(),
      });
    if ('problem' in located) {
      await keep(null, [alone(located.problem)]);
      return;
    }
    let text: string;
    try {
      const answer = await urlReader.readUrl(located.url);
      text = (await answer.buffer()).toString('utf8');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      await keep(null, [alone(`${located.url} cannot be read: ${why}`)]);
      return;
    }
    const parsed = parsePolicy(text);
    if (parsed.ok) await keep(text, []);
    else await keep(null, parsed.problems);
  };

  return {
    async effective(entityRef, tx = knex) {
      const [row] = await loadPolicyFiles(tx, entityRef);
      return toEffective(entityRef, row);
    },
    async effectiveOf(entityRefs) {
      const rows = new Map(
        (await loadPolicyFiles(knex)).map(row => [row.entity_ref, row]),
      );
      return entityRefs.map(ref => toEffective(ref, rows.get(ref)));
    },
    async readFiles({ changedOnly = false } = {}) {
      const named = index
        .refs()
        .filter(ref => index.get(ref)?.annotations[deliveryPolicyAnnotation]);
      const known = new Map(
        (await loadPolicyFiles(knex)).map(row => [row.entity_ref, row]),
      );
      for (const ref of named) {
        const entity = index.get(ref);
        const located = entity && policyLocation(entity);
        const url = located && 'url' in located ? located.url : '';
        if (changedOnly && known.get(ref)?.location === url) continue;
        // One that cannot be kept must not hold up the others.
        await readOne(ref).catch(error =>
          logger.warn(`Delivery policy of ${ref}: ${error}`),
        );
      }
      // An empty catalog has not been read yet.
      if (index.refs().length > 0) await deletePolicyFilesExcept(knex, named);
    },
  };
}

import {
  AuthService,
  coreServices,
  createServiceFactory,
  createServiceRef,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import {
  createEntitySnapshot,
  EntityIndex,
  EntitySnapshot,
} from './entityIndex';

const refreshEveryMs = 15_000;
/** While the catalog is empty or still filling (first start), look more often. */
const refreshFillingMs = 2_000;
const fillingForMs = 30_000;

/** One copy of the catalog per process, kept by the first plugin that asks. */
class CatalogEntityIndex implements EntityIndex {
  version = 0;
  asOf = new Date(0);
  readonly ready: Promise<void>;
  private snapshot: EntitySnapshot = createEntitySnapshot([]);
  private fingerprint = '';
  private changedAt = Date.now();
  private settle: () => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  private source:
    | { catalog: CatalogService; auth: AuthService; logger: LoggerService }
    | undefined;
  private reading: Promise<void> | undefined;
  private stopped = false;

  constructor() {
    this.ready = new Promise(resolve => {
      this.settle = resolve;
    });
  }

  get = (ref: string) => this.snapshot.get(ref);
  refs = () => this.snapshot.refs();
  byAnnotation = (annotation: string, value: string) =>
    this.snapshot.byAnnotation(annotation, value);
  inScope = (scopeRef: string) => this.snapshot.inScope(scopeRef);
  ownedBy = (ownerRefs: string[]) => this.snapshot.ownedBy(ownerRefs);

  start(source: {
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
  }): void {
    if (this.source) return;
    this.source = source;
    this.loop();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Reads the catalog now; concurrent calls share one reading. */
  refresh(): Promise<void> {
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private loop(): void {
    if (this.stopped) return;
    this.refresh()
      .catch(error =>
        this.source?.logger.debug(`Catalog not read yet: ${error}`),
      )
      .finally(() => {
        if (this.stopped) return;
        this.timer = setTimeout(
          () => this.loop(),
          Date.now() - this.changedAt < fillingForMs || this.version === 0
            ? refreshFillingMs
            : refreshEveryMs,
        );
        this.timer.unref();
      });
  }

  private async read(): Promise<void> {
    if (!this.source) return;
    const { catalog, auth } = this.source;
    const began = new Date();
    const credentials = await auth.getOwnServiceCredentials();
    const entities: Entity[] = [];
    const pages = catalog.streamEntities(
      {
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
          'metadata.annotations',
          'metadata.etag',
          'relations',
          'spec.owner',
          'spec.system',
          'spec.domain',
          'spec.parent',
        ],
      },
      { credentials },
    );
    for await (const page of pages) entities.push(...page);
    const fingerprint = entities
      .map(
        entity =>
          `${entity.kind}/${entity.metadata.name}@${entity.metadata.etag}#${entity.relations?.length}`,
      )
      .sort()
      .join('\n');
    if (fingerprint !== this.fingerprint) {
      this.fingerprint = fingerprint;
      this.changedAt = Date.now();
      this.snapshot = createEntitySnapshot(entities);
      this.version += 1;
    }
    this.asOf = began;
    this.settle();
  }
}

/** The copy of the catalog, shared by all plugins of the process. */
export const entityIndexServiceRef = createServiceRef<EntityIndex>({
  id: 'quarterdeck.entity-index',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        catalog: catalogServiceRef,
        auth: coreServices.auth,
        logger: coreServices.logger,
        lifecycle: coreServices.lifecycle,
      },
      createRootContext: () => new CatalogEntityIndex(),
      factory({ catalog, auth, logger, lifecycle }, index) {
        lifecycle.addStartupHook(() => index.start({ catalog, auth, logger }));
        lifecycle.addShutdownHook(() => index.stop());
        return index;
      },
    }),
});

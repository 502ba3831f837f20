import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Router } from 'express';
import {
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  doraBenchmarkManagePermission,
  doraClassifyPermission,
  doraContract,
  doraMarkerManagePermission,
} from '@quarterdeck/plugin-dora-common';
import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import {
  AuditLog,
  createContractRouter,
  EntitySet,
  holds,
  onlyEntities,
} from '@quarterdeck/plugin-portal-node';
import { answerBenchmarks } from './service/benchmarkQuestion';
import { classifyDeployment, undoClassification } from './service/classify';
import { exportChart } from './service/exportChart';
import { createMarker, deleteMarker, visibleMarkers } from './service/markers';
import { answerOverview } from './service/overviewQuestion';
import { answerMeta, Reader } from './service/reader';
import {
  answerAlerts,
  answerClassifications,
  answerDeployment,
  answerHowComputed,
} from './service/recordQuestions';
import { answerQuality } from './service/qualityQuestion';
import { answerSamples } from './service/sampleQuestions';
import { answerScatter } from './service/scatterQuestion';
import { resetBenchmark, setBenchmark } from './service/setBenchmark';
import { answerSeries } from './service/seriesQuestion';
import { answerServices } from './service/servicesQuestion';

/** What the router needs. */
export interface RouterOptions {
  reader: Reader;
  audit: Pick<AuditLog, 'record'>;
  eventLog: Pick<EventLogService, 'append'>;
  /** Ref of the person, or subject of the token. */
  nameOf: (credentials: BackstageCredentials) => string;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  logger: LoggerService;
}

/** HTTP to questions; the contract's router checks input and permission. */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const { reader, permissions, nameOf } = options;

  /** What a permission lets the caller reach, for buttons. */
  const reachOf = async (
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<EntitySet> => {
    const [decision] = await permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision.result === AuthorizeResult.DENY
      ? onlyEntities([])
      : reader.visible(decision);
  };

  return createContractRouter({
    contract: doraContract,
    title: 'Quarterdeck DORA',
    pluginId: 'dora',
    httpAuth: options.httpAuth,
    permissions,
    logger: options.logger,
    handlers: {
      overview: ({ query, decision }) =>
        answerOverview(reader, query, decision),
      series: async ({ query, decision }) => ({
        ...(await answerSeries(reader, query, decision)),
        markers: await visibleMarkers(reader, query.scope, decision),
      }),
      scatter: ({ query, decision }) => answerScatter(reader, query, decision),
      listSamples: ({ query, decision }) =>
        answerSamples(reader, query, decision),
      listServices: ({ query, decision }) =>
        answerServices(reader, query, decision),
      listQuality: ({ query, decision }) =>
        answerQuality(reader, query, decision),
      listAlerts: ({ query, decision }) =>
        answerAlerts(reader, query, decision),
      exportChart: async ({ query, decision, response }) => {
        const pieces = exportChart(reader, query, decision);
        // The first piece before the head: what is wrong is answered as an error.
        const first = await pieces.next();
        response.type(query.format === 'csv' ? 'text/csv' : 'application/json');
        response.attachment(`dora-${query.chart}.${query.format}`);
        const rest = async function* rest() {
          if (!first.done) yield first.value;
          yield* pieces;
        };
        await pipeline(Readable.from(rest()), response);
        return undefined;
      },
      freshness: ({ decision }) => answerMeta(reader, decision),
      getDeployment: ({ params, decision, credentials }) =>
        answerDeployment(reader, params, decision, async entityRef =>
          holds(await reachOf(doraClassifyPermission, credentials), entityRef),
        ),
      classifyDeployment: ({ params, body, decision, credentials }) =>
        classifyDeployment(options, params, body, {
          actor: nameOf(credentials),
          decision,
        }),
      undoClassification: ({ params, query, decision, credentials }) =>
        undoClassification(options, params, query.reason, {
          actor: nameOf(credentials),
          decision,
        }),
      listClassifications: ({ query, decision }) =>
        answerClassifications(reader, query, decision),
      howComputed: ({ query, decision }) =>
        answerHowComputed(reader, { ...query, decision }),
      benchmarks: async ({ query, credentials }) =>
        answerBenchmarks(
          reader,
          query,
          await reachOf(doraBenchmarkManagePermission, credentials),
        ),
      setBenchmark: ({ body, decision, credentials }) =>
        setBenchmark(options, body, { actor: nameOf(credentials), decision }),
      resetBenchmark: ({ query, decision, credentials }) =>
        resetBenchmark(options, query.scope || undefined, query.reason, {
          actor: nameOf(credentials),
          decision,
        }),
      listMarkers: async ({ query, decision, credentials }) => {
        const reach = await reachOf(doraMarkerManagePermission, credentials);
        const all = reach.kind === 'except' && reach.refs.length === 0;
        const members = query.scope ? reader.index.inScope(query.scope) : [];
        return {
          items: await visibleMarkers(reader, query.scope, decision),
          canManage:
            all ||
            (members.length > 0 && members.every(ref => holds(reach, ref))),
        };
      },
      createMarker: ({ body, decision, credentials }) =>
        createMarker(options, body, { actor: nameOf(credentials), decision }),
      deleteMarker: ({ params, decision, credentials }) =>
        deleteMarker(options, params.id, {
          actor: nameOf(credentials),
          decision,
        }),
    },
  });
}

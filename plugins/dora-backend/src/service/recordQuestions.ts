import { z } from 'zod';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  formulaVersion,
  howComputed,
  metricNames,
  MetricName,
} from '@quarterdeck/plugin-dora-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { holds, intersection } from '@quarterdeck/plugin-portal-node';
import {
  classificationsOf,
  listClassifications,
  toClassification,
} from '../database/classifications';
import { qualityOfDeployment } from '../database/qualityReads';
import { AlertState, listAlerts } from '../database/bandAlerts';
import { deploymentsById, marksOfDeployments } from '../database/sampleDetails';
import { listSampleRows, SampleFilter } from '../database/sampleLists';
import { servicesByNo } from '../database/serviceRows';
import {
  answerMeta,
  Asked,
  askedServices,
  Reader,
  scopeEntities,
} from './reader';
import { toAlert } from './recordAnswers';
import { toDeployment, toMark, toSamples } from './sampleAnswers';
import { toQualityItems } from './qualityQuestion';
import { knownSince, RangeQuery, readView } from './view';

/** Commits of a deployment that are listed on its page. */
const mostLeadTimes = 200;

/** One deployment: how it counts, and why. */
export async function answerDeployment(
  reader: Reader,
  key: { instance: string; externalId: string },
  decision: PolicyDecision,
  mayClassify: (entityRef: string | null) => Promise<boolean>,
) {
  const { knex } = reader;
  const id = `${key.instance}/${key.externalId}`;
  const found = (await deploymentsById(knex, [id])).get(id);
  const service =
    found && (await servicesByNo(knex, [found.serviceNo])).get(found.serviceNo);
  const entityRef = service?.entityRef ?? null;
  if (!found || !holds(reader.visible(decision), entityRef)) {
    throw new NotFoundError(
      'There is no such deployment to production that ended.',
    );
  }
  const { serviceNo, ...row } = found;
  const set = { everything: false, numbers: [serviceNo] };
  const filter: SampleFilter = {
    of: 'lead_time',
    recoveryBy: 'recovered',
    kinds: [],
    deployment: id,
  };
  const page = { order: 'longest', limit: mostLeadTimes } as const;
  const recoveryOf = { ...filter, of: 'recovery' } as const;
  const [leadTimes, closed, open, marks, quality, said, meta, may] =
    await Promise.all([
      listSampleRows(knex, set, filter, page),
      listSampleRows(knex, set, recoveryOf, page),
      listSampleRows(knex, set, { ...recoveryOf, open: true }, page),
      marksOfDeployments(knex, [id]),
      qualityOfDeployment(knex, serviceNo, id),
      classificationsOf(knex, id),
      answerMeta(reader, decision),
      mayClassify(entityRef),
    ]);
  const [recovery] = await toSamples(knex, [...closed, ...open].slice(0, 1));
  return {
    deployment: toDeployment(row, entityRef),
    leadTimes: await toSamples(knex, leadTimes),
    recovery: recovery ?? null,
    marks: marks.map(toMark),
    quality: await toQualityItems(reader, quality),
    classifications: said.map(toClassification),
    mayClassify: may,
    formulaVersion,
    meta,
  };
}

const dated = z.tuple([z.string(), z.uuid()]);

const cursorOf = (row: { id: string; at: Date } | undefined, more: boolean) =>
  row && more ? encodeCursor([row.at.toISOString(), row.id]) : null;

/** What people said of deployments. */
export async function answerClassifications(
  reader: Reader,
  query: {
    scope?: string;
    entity: readonly string[];
    active?: boolean;
    cursor?: string;
    limit: number;
  },
  decision: PolicyDecision,
) {
  const last = query.cursor ? decodeCursor(query.cursor, dated) : undefined;
  const rows = await listClassifications(reader.knex, {
    entities: intersection(
      scopeEntities(reader, query),
      reader.visible(decision),
    ),
    active: query.active,
    limit: query.limit + 1,
    after: last && { at: last[0], id: last[1] },
  });
  const items = rows.slice(0, query.limit);
  return {
    items: items.map(toClassification),
    nextCursor: cursorOf(items.at(-1), rows.length > query.limit),
    meta: await answerMeta(reader, decision),
  };
}

/** Metrics that left their band. */
export async function answerAlerts(
  reader: Reader,
  query: RangeQuery & {
    metric: readonly MetricName[];
    state: readonly AlertState[];
    cursor?: string;
    limit: number;
  },
  decision: PolicyDecision,
) {
  const view = await readView(reader, query, decision);
  const last = query.cursor ? decodeCursor(query.cursor, dated) : undefined;
  const rows = await listAlerts(reader.knex, {
    entities: scopeEntities(reader, query),
    visible: reader.visible(decision),
    from: new Date(view.window.from),
    to: new Date(view.window.to),
    metrics: query.metric,
    states: query.state,
    limit: query.limit + 1,
    after: last && { at: last[0], id: last[1] },
  });
  const items = rows.slice(0, query.limit);
  return {
    ...view.basis,
    items: items.map(toAlert),
    nextCursor: cursorOf(items.at(-1), rows.length > query.limit),
  };
}

/** The formulas in words, under the settings of a scope. */
export async function answerHowComputed(reader: Reader, asked: Asked) {
  const ref = asked.scope ?? asked.entity?.[0];
  const settings = reader.settings.ofScope(ref);
  const { zone, weekStart } = reader.settings.viewOf(ref);
  const [services, meta] = await Promise.all([
    askedServices(reader, asked),
    answerMeta(reader, asked.decision),
  ]);
  const since = knownSince(services);
  return {
    formulaVersion,
    metrics: metricNames.map(metric => {
      const { summary, details } = howComputed(metric, settings);
      return { metric, summary, details: [...details] };
    }),
    settings: {
      ...settings,
      targetBranches: settings.targetBranches && [...settings.targetBranches],
      revertRules: [...settings.revertRules],
      paths: settings.paths.map(path => ({
        ...path,
        prefixes: [...path.prefixes],
      })),
    },
    zone,
    weekStart,
    dataSince: since === null ? null : new Date(since).toISOString(),
    meta,
  };
}

import fs from 'node:fs';
import path from 'node:path';
import {
  argocdProvider,
  argoRolloutsProvider,
  buildkiteProvider,
  cdeventsProvider,
  circleciProvider,
  flaggerProvider,
  githubProvider,
  gitlabProvider,
  jenkinsProvider,
  tektonProvider,
} from '@quarterdeck/plugin-ingest-backend-module-ci';
import {
  EventData,
  eventRegistry,
  EventType,
} from '@quarterdeck/plugin-ingest-common';
import { parseAllDocuments } from 'yaml';
import { DemoSource, demoSources } from '../organisation/sources';
import { requestOf } from '../send/requestOf';
import { DAY } from './clock';
import { PlannedDelivery } from './plan';
import { planHistory } from './planHistory';

const providers = {
  github: githubProvider,
  gitlab: gitlabProvider,
  jenkins: jenkinsProvider,
  circleci: circleciProvider,
  buildkite: buildkiteProvider,
  tekton: tektonProvider,
  cdevents: cdeventsProvider,
  argocd: argocdProvider,
  argorollouts: argoRolloutsProvider,
  flagger: flaggerProvider,
} as const;
type HookSource = keyof typeof providers;
const isHook = (source: DemoSource): source is HookSource =>
  Object.hasOwn(providers, source);

const to = new Date('2026-09-17T10:21:00Z');
const plan = planHistory({
  seed: 1,
  from: new Date(to.getTime() - 20 * DAY),
  to,
  detailDays: 4,
});
const deliveries = [...plan.history, ...plan.afterwards];
const secret = Buffer.from('a key of thirty-two bytes, or so').toString(
  'base64',
);

/** What the door does with a delivery: proof, parser, registry. */
function receive(delivery: PlannedDelivery) {
  const { source } = delivery;
  if (!isHook(source)) throw new Error(`${source} sends no webhooks.`);
  const body = delivery.body();
  const { headers, body: bytes } = requestOf(
    { source: demoSources[source], secret },
    delivery,
    Buffer.from(JSON.stringify(body)),
    to,
  );
  const provider = providers[source];
  const proof = provider.verify({
    headers,
    body: bytes,
    secrets: [source === 'gitlab' ? `whsec_${secret}` : secret],
    now: to,
  });
  const outcome = provider.parse({ headers, body, now: to });
  return { source, provider, delivery, proof, outcome };
}

const received = deliveries.filter(({ source }) => isHook(source)).map(receive);
const events = received.flatMap(({ source, delivery, provider, outcome }) =>
  outcome.outcome === 'parsed'
    ? outcome.events.map(event => ({
        ...event,
        source,
        provider,
        isHistory: delivery.at <= to.getTime(),
      }))
    : [],
);

function dataOf<T extends EventType>(type: T, until: 'end' | 'now' = 'end') {
  return events
    .filter(event => event.type === type)
    .filter(({ isHistory }) => until === 'end' || isHistory)
    .map(event => eventRegistry[type].parse(event.data) as EventData<T>);
}

describe("the demo's deliveries", () => {
  it('are proven and read, each by the provider it is sent to', () => {
    const bad = received.filter(
      ({ proof, outcome }) =>
        proof.outcome !== 'verified' || outcome.outcome === 'rejected',
    );
    expect(bad).toEqual([]);
    expect(new Set(received.map(({ source }) => source))).toEqual(
      new Set(Object.keys(providers)),
    );
  });

  it('hold data that the log takes', () => {
    const wrong = events.flatMap(({ type, data, source }) => {
      const read = eventRegistry[type].safeParse(data);
      return read.success ? [] : [{ source, type, issues: read.error.issues }];
    });
    expect(wrong).toEqual([]);
  });

  it('belong to a component of the catalog, but for the one that is there to be claimed', () => {
    const file = path.resolve(__dirname, '../../catalog/components.yaml');
    const annotations = parseAllDocuments(fs.readFileSync(file, 'utf8')).map(
      document => document.toJS().metadata.annotations ?? {},
    );
    const unclaimed = events.filter(
      ({ subject, provider }) =>
        !(provider.annotations ?? []).some(({ annotation, value }) => {
          const wanted = subject && value(subject);
          return annotations.some(
            own => wanted !== undefined && own[annotation] === wanted,
          );
        }),
    );
    expect(new Set(unclaimed.map(({ subject }) => subject?.project))).toEqual(
      new Set(['quayside/warehouse-sync']),
    );
  });

  it('tell of runs at six providers and more, with every end a run may have', () => {
    const runs = dataOf('ci.run.v1');
    expect(new Set(runs.map(({ provider }) => provider))).toEqual(
      new Set([
        'github',
        'gitlab',
        'jenkins',
        'circleci',
        'buildkite',
        'tekton',
      ]),
    );
    expect(new Set(runs.flatMap(({ result }) => result ?? []))).toEqual(
      new Set(['success', 'failure', 'cancelled', 'skipped']),
    );
    expect(new Set(dataOf('ci.stage.v1').map(({ state }) => state))).toEqual(
      new Set(['executing', 'waiting_gate', 'completed']),
    );
  });

  it('tell of deployments by six senders, from dev to two regions of production', () => {
    const deployments = dataOf('deployment.v1');
    expect(new Set(deployments.map(({ provider }) => provider))).toEqual(
      new Set([
        'github',
        'gitlab',
        'argocd',
        'argorollouts',
        'flagger',
        'cdevents',
      ]),
    );
    const places = new Set(
      deployments.map(({ environment }) => environment.name),
    );
    for (const name of ['dev', 'staging', 'production', 'production-us']) {
      expect(places).toContain(name);
    }
    expect(new Set(deployments.flatMap(({ region }) => region ?? []))).toEqual(
      new Set(['prod-eu-1', 'prod-us-1']),
    );
    const states = new Set(deployments.map(({ state }) => state));
    for (const state of [
      'waiting_gate',
      'paused',
      'verifying',
      'succeeded',
      'failed',
      'aborted',
    ]) {
      expect(states).toContain(state);
    }
    const versions = deployments.flatMap(({ version }) => version ?? []);
    expect(versions.every(version => /^\d+\.\d+\.\d+$/.test(version))).toBe(
      true,
    );
  });

  it('name each deployment once: two of them are never one', () => {
    const places = new Map<string, Set<string>>();
    for (const data of dataOf('deployment.v1')) {
      const { instance, externalId, environment, region, version, ref } = data;
      const key = `${instance} ${externalId}`;
      const known = places.get(key) ?? new Set();
      places.set(
        key,
        known.add(`${environment.name} ${region} ${version ?? ref}`),
      );
    }
    expect([...places].filter(([, known]) => known.size > 1)).toEqual([]);
  });

  it('end with gates that wait: reviewers, a manual job, the portal and an analysis', () => {
    const open = new Map<string, string>();
    for (const gate of dataOf('gate.v1', 'now')) {
      const key = `${gate.instance} ${gate.externalId}`;
      if (gate.state === 'pending')
        open.set(key, `${gate.provider} ${gate.kind}`);
      else open.delete(key);
    }
    for (const kind of [
      'github approval',
      'github policy',
      'gitlab manual',
      'argorollouts analysis',
    ]) {
      expect([...open.values()]).toContain(kind);
    }
  });

  it('tell of canaries step by step, with measurements', () => {
    const steps = dataOf('rollout.step.v1');
    expect(
      new Set(steps.flatMap(({ wantedWeight }) => wantedWeight ?? [])),
    ).toEqual(new Set([5, 10, 20, 25, 30, 40, 50, 100]));
    const states = new Set(steps.map(({ state }) => state));
    expect(states).toContain('inconclusive');
    expect(steps.some(({ analysis }) => analysis.length > 0)).toBe(true);
  });

  it('come back to what was there before, in production', () => {
    const rollBacks = plan.runs.filter(({ run }) => run.isRollback);
    expect(rollBacks.length).toBeGreaterThan(0);
    for (const { run } of rollBacks) {
      const earlier = plan.runs.find(
        other =>
          other.run.repository === run.repository &&
          other.run.release === run.release &&
          other.run.createdAt < run.createdAt,
      );
      expect(earlier?.run.commit.sha).toBe(run.commit.sha);
      for (const { deploysTo } of run.workflow.jobs) {
        expect(deploysTo?.environment).toMatch(/^production/);
      }
    }
  });

  it('leave a region behind: it did not get what the other one runs', () => {
    const last = new Map<string, string>();
    for (const { provider, region, version, state } of dataOf(
      'deployment.v1',
    )) {
      if (provider === 'argocd' && state === 'succeeded' && region && version) {
        last.set(region, version);
      }
    }
    expect(last.get('prod-us-1')).toBeDefined();
    expect(last.get('prod-us-1')).not.toBe(last.get('prod-eu-1'));
  });
});

import { GateResult } from '@quarterdeck/plugin-security-common';
import { codeFinding, packageFinding, scan } from '../testing/scans';
import { SecurityBackend, startSecurityBackend } from './startSecurityBackend';

type ScanOptions = NonNullable<Parameters<typeof scan>[1]>;
type Records = Parameters<typeof scan>[0];

/** So many hours from now. */
export const hours = (count: number) =>
  new Date(Date.now() + count * 3_600_000).toISOString();

/** The commit that scans are of unless they say otherwise. */
export const commit = 'abcdef1234567';

const component = (name: string, owner: string, system?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
  spec: { owner: `group:default/${owner}`, ...(system ? { system } : {}) },
});

/** A portal whose gates are asked; every test takes a component of its own. */
export interface GateWorld extends SecurityBackend {
  /** A component nobody took yet, as a ref. */
  fresh(): string;
  /** A scan of it came in an hour ago. */
  scanned(
    entityRef: string,
    records: Records,
    more?: ScanOptions,
  ): Promise<void>;
  /** Sets its policy, and answers it. */
  policy(entityRef: string, policy: object): Promise<{ id: string }>;
  /** Asks the gate for the commit. */
  ask(entityRef: string, more?: object): Promise<GateAnswer>;
}

/** As much of an answer as tests look at. */
export interface GateAnswer {
  id: string;
  result: GateResult;
  policy: { from: string; version: number };
}

const most = 40;

/** Starts the portal with a system of two components besides the fresh ones. */
export async function startGateWorld(): Promise<GateWorld> {
  const backend = await startSecurityBackend({
    entities: [
      ...Array.from({ length: most }, (_, n) => component(`c${n}`, 'pay')),
      component('till-a', 'pay', 'till'),
      component('till-b', 'find', 'till'),
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'System',
        metadata: { name: 'till' },
        spec: { owner: 'group:default/pay' },
      },
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Group',
        metadata: { name: 'pay' },
        spec: {},
      },
    ],
  });
  let taken = 0;
  return {
    ...backend,
    fresh() {
      taken += 1;
      if (taken > most) throw new Error(`Raise "most" above ${most}.`);
      return `component:default/c${taken - 1}`;
    },
    scanned: (entityRef, records, more) =>
      backend.tell(
        scan(records, {
          at: hours(-1),
          entityRef,
          ...more,
          data: { commit, ...more?.data },
        }),
      ),
    async policy(entityRef, policy) {
      const { status, body } = await backend.post('/v1/gate-policies').send({
        name: entityRef,
        scope: 'entity',
        scopeRef: entityRef,
        policy,
      });
      expect([status, body.error]).toEqual([200, undefined]);
      return body;
    },
    async ask(entityRef, more) {
      const { status, body } = await backend
        .post('/v1/gates/evaluate')
        .send({ entity: entityRef, commit, ...more });
      expect([status, body.error]).toEqual([200, undefined]);
      return body;
    },
  };
}

export { codeFinding, packageFinding };

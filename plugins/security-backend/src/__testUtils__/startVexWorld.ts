import { packageFinding, scan } from '../testing/scans';
import {
  FindingWorld,
  hours,
  shop,
  startFindingWorld,
} from './startFindingWorld';

const packages = (names: readonly string[]) =>
  names.map((name, at) =>
    packageFinding(`CVE-2026-${1000 + at}`, {
      vulnerabilityIds: [`CVE-2026-${1000 + at}`, `GHSA-aaaa-bbbb-000${at}`],
      package: {
        name,
        version: '1.0.0',
        ecosystem: 'npm',
        purl: `pkg:npm/${name}@1.0.0`,
        fixedVersions: at % 2 ? [] : ['1.0.1'],
      },
    }),
  );

/** What the tests read of a document of any of the formats. */
export interface VexDocument {
  vulnerabilities: {
    id: string;
    cve: string;
    analysis: { state: string; justification?: string; detail?: string };
    affects: { ref: string }[];
    product_status: Record<string, string[]>;
    remediations?: object[];
    threats?: object[];
    flags?: object[];
  }[];
  statements: {
    vulnerability: { name: string };
    products: { subcomponents: { '@id': string }[] }[];
    status: string;
    justification?: string;
    impact_statement?: string;
    action_statement?: string;
  }[];
  document: object;
  product_tree: { full_product_names: { product_id: string }[] };
}

/** A shop with a finding in every state that VEX has a word for. */
export interface VexWorld extends FindingWorld {
  exported(format: string): Promise<VexDocument>;
}

/** Seven packages, each in another state, `CVE-2026-1000` to `1006`. */
export async function startVexWorld(): Promise<VexWorld> {
  const world = await startFindingWorld();
  const all = packages([
    'open-rope',
    'accepted-rope',
    'wrong-rope',
    'outside-rope',
    'mended-rope',
    'confirmed-rope',
    'unreached-rope',
  ]);
  const at = (hour: number) => ({ at: hours(hour), data: { tool: 'vexed' } });
  const twice = packageFinding('CVE-2026-1000', {
    target: 'other/package-lock.json',
    vulnerabilityIds: ['CVE-2026-1000', 'GHSA-aaaa-bbbb-0000'],
    package: {
      name: 'open-rope',
      version: '1.0.0',
      purl: 'pkg:npm/open-rope@1.0.0',
    },
  });
  await world.tell(
    scan([...all, twice], at(-5)),
    scan([...all.filter(one => !one.title.includes('1004')), twice], at(-4)),
    scan(
      [
        {
          record: 'vex' as const,
          at: '/statements/0',
          vulnerabilityIds: ['CVE-2026-1006'],
          status: 'not_affected' as const,
          nativeStatus: 'not_affected',
          justification: 'vulnerable_code_not_in_execute_path',
          impact: 'The parser is never called.',
          product: { purl: 'pkg:npm/unreached-rope@1.0.0' },
        },
      ],
      { at: hours(-3), data: { category: 'vex', format: 'openvex' } },
    ),
  );
  const act = async (number: number, action: object) => {
    const id = await world.idOf(`CVE-2026-${number}`);
    const { status, body } = await world
      .post(`/v1/findings/${id}/actions`)
      .send(action);
    expect([status, body.error]).toEqual([200, undefined]);
  };
  await act(1001, {
    action: 'accept_risk',
    owner: 'group:default/pay',
    reason: 'only inside',
    expiresAt: hours(48),
  });
  await act(1002, {
    action: 'set_state',
    state: 'false_positive',
    reason: 'another package of that name',
  });
  await act(1003, {
    action: 'set_state',
    state: 'out_of_scope',
    reason: 'a sample',
  });
  await act(1005, { action: 'set_state', state: 'triaged' });
  return {
    ...world,
    async exported(format) {
      const { status, body } = await world.get(
        `/v1/vex/export?entity=${shop}&format=${format}`,
      );
      expect([status, body.error]).toEqual([200, undefined]);
      return body;
    },
  };
}

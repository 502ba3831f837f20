import {
  SecurityBackend,
  startSecurityBackend,
} from './__testUtils__/startSecurityBackend';
import { codeFinding, scan } from './testing/scans';

const shop = 'component:default/shop';
const counts = { critical: 1, high: 2, medium: 3, low: 4, info: 5, unknown: 6 };

async function started(config: object) {
  const backend = await startSecurityBackend({ config });
  await backend.tell(
    scan(
      Object.entries(counts).flatMap(([severity, count]) =>
        Array.from({ length: count }, (_, n) =>
          codeFinding({
            ruleId: `${severity}-${n}`,
            severity: severity as keyof typeof counts,
          }),
        ),
      ),
      { at: new Date(Date.now() - 1000).toISOString() },
    ),
  );
  return backend;
}

describe('the risk of a component', () => {
  let backend: SecurityBackend;
  afterEach(() => backend?.stop());

  const scores = async () => {
    const card = await backend.get(
      '/v1/entities/component/default/shop/summary',
    );
    const top = await backend.get('/v1/overview/top');
    const all = await backend.get(`/v1/overview?entity=${shop}`);
    return [
      card.body.riskScore,
      top.body.components[0].riskScore,
      all.body.riskScore.value,
    ];
  };

  it('is 10 C + 5 H + 3 M + 1 L + 5 for what nobody rated, the same everywhere', async () => {
    backend = await started({});
    const expected = 10 + 2 * 5 + 3 * 3 + 4 + 6 * 5;
    expect(await scores()).toEqual([expected, expected, expected]);
  });

  it('has the weights of the configuration, severity by severity', async () => {
    backend = await started({ riskWeights: { critical: 100, unknown: 0 } });
    const expected = 100 + 2 * 5 + 3 * 3 + 4;
    expect(await scores()).toEqual([expected, expected, expected]);
  });
});

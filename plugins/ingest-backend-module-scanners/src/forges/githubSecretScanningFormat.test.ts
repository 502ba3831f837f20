import { readScan } from '../__testUtils__/securityFixtures';

const alert = (more: object) => ({
  number: 1,
  state: 'open',
  secret_type: 'acme_token',
  secret: 'FAKE-SECRET-0001',
  created_at: '2026-05-01T10:00:00Z',
  ...more,
});

describe('alerts of secrets', () => {
  it('say whether somebody pushed past the protection; nothing where they do not say', async () => {
    const { records } = await readScan(
      JSON.stringify([
        alert({ push_protection_bypassed: true }),
        alert({ push_protection_bypassed: false }),
        alert({ push_protection_bypassed: null }),
      ]),
    );
    expect(
      records.map(record =>
        record.record === 'finding' ? record.secret?.bypassed : 'none',
      ),
    ).toEqual([true, false, undefined]);
  });
});

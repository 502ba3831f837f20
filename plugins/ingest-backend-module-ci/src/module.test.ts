import { startTestBackend } from '@backstage/backend-test-utils';
import {
  HistorySource,
  ingestExtensionPoint,
  WebhookProvider,
} from '@quarterdeck/plugin-ingest-node';
import feature, { githubProvider } from './index';

describe('the CI module', () => {
  it('registers its providers at the door, each kind once', async () => {
    const registered: WebhookProvider[] = [];
    const histories: HistorySource[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          ingestExtensionPoint,
          {
            addWebhookProvider: provider => void registered.push(provider),
            addHistorySource: source => void histories.push(source),
          },
        ],
      ],
      features: [feature],
    });
    await backend.stop();
    expect(registered).toContain(githubProvider);
    expect([githubProvider.kind, githubProvider.check]).toEqual([
      'github',
      'webhook, HMAC',
    ]);
    const kinds = registered.map(provider => provider.kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const { kind } of histories) expect(kinds).toContain(kind);
  });
});

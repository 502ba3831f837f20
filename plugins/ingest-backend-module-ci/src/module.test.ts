import { startTestBackend } from '@backstage/backend-test-utils';
import {
  ingestExtensionPoint,
  WebhookProvider,
} from '@quarterdeck/plugin-ingest-node';
import feature, { githubProvider } from './index';

describe('the CI module', () => {
  it('registers GitHub at the door', async () => {
    const registered: WebhookProvider[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          ingestExtensionPoint,
          { addWebhookProvider: provider => void registered.push(provider) },
        ],
      ],
      features: [feature],
    });
    await backend.stop();
    expect(registered).toEqual([githubProvider]);
    expect([githubProvider.kind, githubProvider.check]).toEqual([
      'github',
      'webhook, HMAC',
    ]);
  });
});

import { createHmac, randomUUID } from 'node:crypto';
import { APIRequestContext, APIResponse } from '@playwright/test';

/**
 * Posts a webhook as GitHub does, with a valid signature, to the source that exists only in
 * browser tests (`app-config.e2e.yaml`).
 */
export async function sendGitHubDelivery(
  request: APIRequestContext,
  event: string,
  payload: unknown,
  source = 'e2e-github',
): Promise<APIResponse> {
  const secret = process.env.QUARTERDECK_E2E_GITHUB_SECRET;
  if (!secret) {
    throw new Error(
      'QUARTERDECK_E2E_GITHUB_SECRET is not set: run the tests with `npm test -- --only browser`.',
    );
  }
  const body = JSON.stringify(payload);
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return request.post(`/api/ingest/v1/hooks/${source}`, {
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${signature}`,
    },
    data: Buffer.from(body),
  });
}

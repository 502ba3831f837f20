import { APIRequestContext, expect } from '@playwright/test';

/**
 * Sends a scanner's report by the door, as a pipeline does with its token, and
 * waits until it is taken in.
 */
export async function sendReport(
  request: APIRequestContext,
  query: Record<string, string>,
  report: unknown,
): Promise<void> {
  const token = process.env.QUARTERDECK_E2E_REPORTS_SECRET;
  if (!token) {
    throw new Error(
      'QUARTERDECK_E2E_REPORTS_SECRET is not set: run the tests with `npm test -- --only browser`.',
    );
  }
  const headers = { authorization: `Bearer ${token}` };
  const answer = await request.post(
    `/api/ingest/v1/reports?${new URLSearchParams(query)}`,
    {
      headers: { ...headers, 'content-type': 'application/json' },
      data: Buffer.from(JSON.stringify(report)),
    },
  );
  expect([answer.status(), await answer.text()]).toEqual([
    202,
    expect.any(String),
  ]);
}

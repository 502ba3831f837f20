import { previewRequest } from './previewRequest';

const input = {
  door: 'hooks' as const,
  source: 'code-host',
  headers: '',
  body: '{}',
};

describe('previewRequest', () => {
  it('sends the pasted headers and says the body is JSON', () => {
    expect(
      previewRequest({
        ...input,
        headers: 'X-GitHub-Event: push\r\n\nx-a:  b ',
      }),
    ).toEqual({
      ok: true,
      path: '/v1/preview/hooks/code-host',
      headers: {
        'x-github-event': 'push',
        'x-a': 'b',
        'content-type': 'application/json',
      },
      body: '{}',
    });
  });

  it('never lets a pasted header replace the caller’s own credentials', () => {
    const request = previewRequest({
      ...input,
      headers: 'Authorization: Bearer stolen\nCookie: a=b\nHost: x',
    });
    expect(request).toMatchObject({
      ok: true,
      headers: { 'content-type': 'application/json' },
    });
  });

  it.each(['no colon here', 'bad name: x', 'x-a: \u65e5'])(
    'says which header line is wrong: %j',
    headers => {
      expect(previewRequest({ ...input, headers })).toMatchObject({
        ok: false,
        message: expect.stringContaining('line 1'),
      });
    },
  );

  it('puts what a report is about into the query', () => {
    expect(
      previewRequest({
        ...input,
        door: 'reports',
        report: { entity: 'component:default/a&b', category: '', ref: 'main' },
      }),
    ).toMatchObject({
      path: '/v1/preview/reports?source=code-host&entity=component%3Adefault%2Fa%26b&ref=main',
    });
  });
});

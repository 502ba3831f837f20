import { generateKeyPairSync } from 'node:crypto';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { OutboundTarget } from './outboundConfig';
import { createTargetTokens } from './targetTokens';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

describe('tokens of targets', () => {
  let server: Server;
  let asked: { path: string; authorization: string }[];
  let target: OutboundTarget;

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      const path = request.url ?? '';
      const { authorization = '' } = request.headers;
      asked.push({ path, authorization });
      response.setHeader('content-type', 'application/json');
      if (path.startsWith('/api/v3/app/installations/7/access_tokens')) {
        response.statusCode = 201;
        response.end(
          JSON.stringify({
            token: `installation token ${asked.length}`,
            expires_at: new Date(Date.now() + 3_600_000).toISOString(),
            repository_selection: 'all',
          }),
        );
      } else if (path.startsWith('/api/v3/app/installations')) {
        response.end(JSON.stringify([{ id: 7, account: { login: 'acme' } }]));
      } else {
        response.statusCode = 404;
        response.end('{}');
      }
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    target = {
      id: 'github',
      kind: 'github',
      url: `http://127.0.0.1:${port}/api/v3`,
      app: { appId: 12, privateKey },
    };
  });
  afterEach(
    () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );

  const call = (repository: string) =>
    `${target.url}/repos/${repository}/actions/runs/1/deployment_protection_rule`;

  it('are those of the App’s installation on the owner, asked for once', async () => {
    const tokenOf = createTargetTokens();
    const first = await tokenOf(target, call('acme/shop'));
    expect(first).toMatch(/^installation token/);
    expect(await tokenOf(target, call('acme/search'))).toBe(first);
    const minted = asked.filter(({ path }) => path.includes('access_tokens'));
    expect(minted).toHaveLength(1);
    // Signed by the App's key, as GitHub wants it.
    const [, payload] = minted[0].authorization.split(' ')[1].split('.');
    expect(
      JSON.parse(Buffer.from(payload, 'base64url').toString()),
    ).toMatchObject({ iss: 12 });
  });

  it('say which owner has no installation', async () => {
    const tokenOf = createTargetTokens();
    await expect(tokenOf(target, call('others/shop'))).rejects.toThrow(
      'The GitHub App is not installed on "others"',
    );
  });

  it('are the configured ones where there is no App', async () => {
    const tokenOf = createTargetTokens();
    const plain = { ...target, app: undefined, token: 'configured' };
    expect(await tokenOf(plain, call('acme/shop'))).toBe('configured');
    expect(asked).toEqual([]);
  });
});

import { ConfigReader } from '@backstage/config';
import { assertDemoAllowed } from './assertDemoAllowed';

const config = (host: string | undefined, environment?: string) =>
  new ConfigReader({
    auth: { environment, providers: { demo: {} } },
    backend: { listen: { host, port: 7007 } },
  });

describe('assertDemoAllowed', () => {
  it.each(['localhost', '127.0.0.1', '::1'])('allows %s', host => {
    expect(() => assertDemoAllowed(config(host))).not.toThrow();
  });

  it.each([undefined, '0.0.0.0', '10.0.0.5'])(
    'refuses to listen on %s',
    host => {
      expect(() => assertDemoAllowed(config(host))).toThrow(
        /backend.listen.host has to be localhost/,
      );
    },
  );

  it('refuses in production', () => {
    expect(() => assertDemoAllowed(config('localhost', 'production'))).toThrow(
      /does not run in production/,
    );
  });
});

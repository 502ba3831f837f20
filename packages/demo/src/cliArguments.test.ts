import { readArguments } from './cliArguments';

const env = { QUARTERDECK_DEMO_GITHUB_SECRET: 'FAKE-SECRET-0001' };

describe('the command line', () => {
  it('has a value for everything', () => {
    expect(readArguments([], env)).toMatchObject({
      kind: 'run',
      options: {
        portal: 'http://localhost:7007',
        source: 'demo-github',
        seed: 1,
        'history-days': 90,
        scale: 1,
        concurrency: 32,
        live: false,
      },
    });
  });

  it('takes what npm start passes', () => {
    const text =
      '--portal http://localhost:7008 --seed 1 --history-days 90 --until 2026-09-17T10:00:00.000Z --no-history --live';
    expect(readArguments(text.split(' '), env)).toMatchObject({
      kind: 'run',
      options: {
        live: true,
        'no-history': true,
        until: new Date('2026-09-17T10:00:00Z'),
      },
    });
  });

  it.each([
    ['--portal', 'nowhere'],
    ['--portal', 'file:///etc/passwd'],
    ['--source', '../x'],
    ['--seed', 'one'],
    ['--history-days', '-1'],
    ['--history-days', '9999'],
    ['--scale', '0'],
    ['--concurrency', '0'],
    ['--until', 'yesterday'],
  ])('says what is wrong with %s %s', (name, value) => {
    const outcome = readArguments([`${name}=${value}`], env);
    expect(outcome).toMatchObject({
      kind: 'wrong',
      message: expect.stringContaining(name),
    });
  });

  it('refuses what it does not know, and to go without a secret', () => {
    expect(readArguments(['--loud'], env).kind).toBe('wrong');
    expect(readArguments([], {})).toMatchObject({
      kind: 'wrong',
      message: expect.stringContaining('QUARTERDECK_DEMO_GITHUB_SECRET'),
    });
    expect(readArguments(['--help'], {}).kind).toBe('help');
  });

  it('lets everybody send whose secret is set, GitHub where it is told to', () => {
    const outcome = readArguments(['--source', 'own-github'], {
      ...env,
      QUARTERDECK_DEMO_GITLAB_SECRET: 'FAKE-SECRET-0002',
    });
    expect(outcome).toMatchObject({
      senders: {
        github: { source: 'own-github', secret: 'FAKE-SECRET-0001' },
        gitlab: { source: 'demo-gitlab', secret: 'FAKE-SECRET-0002' },
      },
    });
  });
});

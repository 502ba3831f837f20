import { maskBody } from './maskBody';

const github = `ghp_${'a1B2'.repeat(9)}`;

describe('a shown body', () => {
  it.each([
    ['a password', { password: 'hunter2' }, 'hunter2'],
    ['a token under any name of it', { deploy_token: 'abc123' }, 'abc123'],
    ['what stands below a secret', { credentials: { user: 'u1x' } }, 'u1x'],
    ['a token by its form', { note: `use ${github}` }, github],
    ['a password in a link', { url: 'https://u:pa55@host/x' }, 'pa55'],
    ['a bearer token', { log: 'Bearer abcdefgh123' }, 'abcdefgh123'],
  ])('hides %s', (_, body, hidden) => {
    const { text, masked } = maskBody(JSON.stringify(body));
    expect(text).not.toContain(hidden);
    expect(masked).toBe(1);
  });

  it('leaves everything else as it is', () => {
    const body = { ref: 'refs/heads/main', size: 7, on: true, tokens_url: 'x' };
    expect(maskBody(JSON.stringify(body))).toEqual({
      text: JSON.stringify(body, null, 2),
      masked: 0,
    });
  });

  it('hides pairs in what is no JSON, and survives any depth', () => {
    expect(maskBody('{"token": "abc", oops').text).not.toContain('abc');
    expect(() => maskBody('['.repeat(1e5) + ']'.repeat(1e5))).not.toThrow();
  });

  it('hides the same in a form, which it shows decoded', () => {
    const payload = JSON.stringify({ ref: 'main', deploy_token: 'abc123' });
    const form = new URLSearchParams({
      payload,
      note: `use ${github}`,
      password: 'hunter2',
    }).toString();
    const type = 'application/x-www-form-urlencoded; charset=utf-8';
    const { text, masked } = maskBody(form, type);
    expect(text).toContain('"ref": "main"');
    expect(text).not.toMatch(/abc123|hunter2|ghp_/);
    expect(masked).toBe(3);
    // Cut off anywhere, as a body over the shown size is.
    for (let end = 0; end < form.length; end += 1) {
      expect(maskBody(form.slice(0, end), type).text).not.toContain('hunter2');
    }
    expect(maskBody(form.slice(0, form.indexOf('&')), type).masked).toBe(1);
  });
});

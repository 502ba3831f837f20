import { randomBytes } from 'node:crypto';
import { bodyKeyId, chunkBytes, createBodyVault } from './bodyVault';

const key = (fill: number) => {
  const bytes = Buffer.alloc(32, fill);
  return { id: bodyKeyId(bytes), key: bytes };
};

describe('the body vault', () => {
  it.each([0, 1, 15_000, chunkBytes, chunkBytes * 2 + 1])(
    'gives back %s bytes as they were',
    size => {
      const vault = createBodyVault([key(1)]);
      const body = randomBytes(size);
      const chunks = vault.seal('RECEIPT', body);
      expect(chunks).toHaveLength(Math.max(1, Math.ceil(size / chunkBytes)));
      const opened = chunks.map(chunk => vault.open('RECEIPT', chunk));
      expect(Buffer.concat(opened).equals(body)).toBe(true);
    },
  );

  it('stores text smaller than it is, and not readable', () => {
    const vault = createBodyVault([key(1)]);
    const body = Buffer.from('{"name":"payments-api"}'.repeat(500));
    const [{ data }] = vault.seal('R', body);
    expect(data.length).toBeLessThan(body.length / 10);
    expect(data.includes('payments')).toBe(false);
  });

  it('opens with an old key after a rotation, and closes with the new one', () => {
    const [sealed] = createBodyVault([key(1)]).seal('R', Buffer.from('body'));
    const rotated = createBodyVault([key(2), key(1)]);
    expect(rotated.open('R', sealed).toString()).toBe('body');
    expect(rotated.seal('R', Buffer.from('x'))[0].keyId).toBe(key(2).id);
    expect(() => createBodyVault([key(2)]).open('R', sealed)).toThrow(
      /oldBodyKeys/,
    );
  });

  it('refuses a piece of another delivery, and one that was changed', () => {
    const vault = createBodyVault([key(1)]);
    const [sealed] = vault.seal('R', Buffer.from('body'));
    expect(() => vault.open('OTHER', sealed)).toThrow();
    expect(() => vault.open('R', { ...sealed, chunk: 1 })).toThrow();
    sealed.data[20] += 1;
    expect(() => vault.open('R', sealed)).toThrow();
  });
});

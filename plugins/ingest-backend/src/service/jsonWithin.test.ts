import { requireRoomFor } from './jsonWithin';

describe('room for a JSON value', () => {
  it('is refused where its values would not fit', () => {
    const items = Array.from(
      { length: 50_000 },
      () => '{"a":"a \\" b","c":[]}',
    );
    const used = process.memoryUsage().heapUsed / 1024 / 1024;
    const text = `[${items.join(',')}]`;
    // Its values take more than ten MiB, and what is used grew since.
    expect(() => requireRoomFor(text, Math.min(used, 5))).toThrow(
      /more than \d.* MiB/,
    );
    expect(() => requireRoomFor(text, 100_000)).not.toThrow();
  });

  it('is there where nothing limits it', () => {
    expect(() => requireRoomFor('{"a":1}', undefined)).not.toThrow();
  });
});

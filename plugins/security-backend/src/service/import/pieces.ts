const perStatement = 2000;

/** Collects and hands on in pieces. */
export function pieces<Item>(write: (items: readonly Item[]) => Promise<void>) {
  let waiting: Item[] = [];
  const flush = async () => {
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    await write(items);
  };
  return {
    flush,
    async add(item: Item) {
      waiting.push(item);
      if (waiting.length >= perStatement) await flush();
    },
  };
}

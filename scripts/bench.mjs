import fs from 'node:fs';
import { FriendlyError } from './lib/friendlyError.mjs';
import { main } from './lib/main.mjs';

// `npm run bench -- ingest …`: a benchmark of scripts/bench by its name.
await main(async () => {
  const folder = new URL('./bench/', import.meta.url);
  // The others there are their parts.
  const known = fs
    .readdirSync(folder)
    .filter(file => file.endsWith('.mjs'))
    .filter(file =>
      fs.readFileSync(new URL(file, folder), 'utf8').includes('await main('),
    )
    .map(file => file.replace('.mjs', ''));
  const name = process.argv[2];
  if (!known.includes(name)) {
    throw new FriendlyError(
      `Say which benchmark: \`npm run bench -- ${known.join('` or `')}\`.`,
    );
  }
  await import(new URL(`${name}.mjs`, folder).href);
});

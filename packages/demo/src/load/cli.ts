import fs from 'node:fs';
import { loadJobSchema, loadOptionsOf } from './loadJob';
import { runLoad } from './runLoad';

/** Runs the load a JSON file describes, and prints the result as one line. */
async function main(): Promise<void> {
  const [file] = process.argv.slice(2);
  if (!file) throw new Error('Name the JSON file of the load.');
  const job = loadJobSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  const result = await runLoad(loadOptionsOf(job));
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

main().then(
  () => process.exit(0),
  error => {
    const message = error instanceof Error ? error.message : `${error}`;
    process.stderr.write(`${message.replace(/\s+/g, ' ')}\n`);
    process.exit(1);
  },
);

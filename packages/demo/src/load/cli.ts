import { readFileSync } from 'node:fs';
import { loadJobSchema, runLoad } from './runLoad';

/* Reads a job from the file named first and prints the result as one JSON line. */
const [file] = process.argv.slice(2);
runLoad(loadJobSchema.parse(JSON.parse(readFileSync(file ?? '', 'utf8')))).then(
  result => process.stdout.write(`${JSON.stringify(result)}\n`),
  error => {
    process.stderr.write(`${error}\n`);
    process.exitCode = 1;
  },
);

import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { demoSourceNames, demoSources, secretVariable } from './sources';

const root = path.resolve(__dirname, '../../../..');
const text = fs.readFileSync(path.join(root, 'app-config.demo.yaml'), 'utf8');
const config = parse(text);
const made = fs.readFileSync(
  path.join(root, 'scripts/lib/portalEnv.mjs'),
  'utf8',
);

describe('the sources of the demo', () => {
  it('are all there, each once, and no other', () => {
    expect(Object.keys(demoSources)).toEqual([...demoSourceNames]);
    // People upload from a page; nothing of the demo sends as them.
    const { 'demo-people': people, ...senders } = config.ingest.sources;
    expect(people.tokenSubjects).toEqual(['user:default/*']);
    expect(Object.keys(senders).sort()).toEqual(
      Object.values(demoSources).sort(),
    );
  });

  it.each([...demoSourceNames])(
    '%s has a secret that is made at the start',
    name => {
      expect(text).toContain(secretVariable(name));
      expect(made).toContain(`'${name}'`);
    },
  );

  it('has policies that name components of the catalog', () => {
    const catalog = fs.readFileSync(
      path.join(root, 'packages/demo/catalog/components.yaml'),
      'utf8',
    );
    const refs: string[] = config.pipelines.policies.flatMap(
      (policy: { entities: string[] }) => policy.entities,
    );
    expect(refs).toHaveLength(3);
    for (const ref of refs) {
      expect(catalog).toContain(
        `name: ${ref.replace('component:default/', '')}\n`,
      );
    }
  });
});

import { stringify } from 'yaml';
import { ReportError } from '@quarterdeck/plugin-ingest-node';
import { group1Examples } from './__testUtils__/group1Examples';
import { group2Examples } from './__testUtils__/group2Examples';
import { ort } from './__testUtils__/examples/policies';
import { formatsThatKnow, readScan } from './__testUtils__/securityFixtures';
import * as formats from './formats';

const all = Object.values(formats);
const examples = [...group1Examples, ...group2Examples];

describe('every format', () => {
  it('has an example that the tests of bad input spoil', () => {
    const tried = new Set(
      examples.map(({ text }) => formatsThatKnow(text)[0]?.format),
    );
    // YAML is spoiled below.
    expect(
      all.map(({ format }) => format).filter(format => !tried.has(format)),
    ).toEqual(['ort-yaml']);
  });

  it.each(all.map(format => [format.format, format] as const))(
    'takes no report of another for a clean one: %s',
    async (name, format) => {
      const taken = new Set<string>();
      for (const { text } of examples) {
        const [own] = formatsThatKnow(text);
        if (own?.format === name || own?.alike?.includes(name)) continue;
        try {
          const { records, rejected, figures } = await readScan(text, format);
          const isClean = records.length + rejected.length === 0;
          if (isClean && !figures.status) taken.add(own?.format ?? text);
        } catch (error) {
          const isRefusal =
            error instanceof ReportError || error instanceof SyntaxError;
          if (!isRefusal) throw error;
        }
      }
      expect([...taken]).toEqual([]);
    },
  );
});

describe('a report of ORT as YAML', () => {
  const text = `---\n${stringify(ort)}`;
  const lines = text.split('\n');
  const [format] = formatsThatKnow(text);
  const read = async (yaml: string) => {
    try {
      return await readScan(yaml, format);
    } catch (error) {
      if (error instanceof ReportError) return error;
      throw error;
    }
  };

  it('is read or refused wherever it is cut off', async () => {
    for (let part = 0; part < 40; part += 1) {
      const cut = text.slice(0, Math.floor((text.length * part) / 40));
      expect(await read(cut)).toBeDefined();
    }
  });

  it.each([
    'null',
    '[]',
    '{}',
    '!!binary aGk=',
    '!!js/function x',
    '*nowhere',
    `&a [${'['.repeat(300)}${']'.repeat(300)}]`,
    'y'.repeat(50_000),
    '"\\ud800"',
  ])('is read or refused with %s for any value', async junk => {
    for (const [index, line] of lines.entries()) {
      const at = line.indexOf(': ');
      if (at === -1) continue;
      const spoiled = lines.with(index, `${line.slice(0, at)}: ${junk}`);
      expect(await read(spoiled.join('\n'))).toBeDefined();
    }
  });
});

import { parseText } from '@quarterdeck/plugin-ingest-node/testUtils';
import { cloverFormat } from './cloverFormat';
import { coberturaFormat } from './coberturaFormat';
import { jacocoFormat } from './jacocoFormat';
import { lcovFormat } from './lcovFormat';

const sampleOf = (text: string) => ({
  text,
  xmlRoot: /<(\w+)[\s>]/.exec(text.replace(/<[?!][^>]*>/g, ''))?.[1],
  xmlRootTag: /<coverage[^>]*>/.exec(text)?.[0],
});

describe('LCOV as other tools write it', () => {
  const lines = [
    'TN:unit',
    'SF:src/a.ts',
    'FN:1,3,add',
    'FNL:0,1,3',
    'FNA:0,2,add',
    'FNDA:2,add',
    'FNF:1',
    'FNH:1',
    'BRDA:2,0,0,1',
    'BRDA:2,0,1,-',
    'BRDA:4,e0,jump to 5,0',
    'DA:1,2,Zm9v',
    'DA:2,0',
    'LF:2',
    'LH:1',
    'end_of_record',
    'TN:e2e',
    'SF:src/a.ts',
    'BRDA:2,0,1,4',
    'DA:2,3',
    'end_of_record',
    'TN:',
    'SF:C:\\work\\b.ts',
    'DA:1,1',
    'end_of_record',
  ];

  it.each([['\n'], ['\r\n']])(
    'with tests, functions and branches merges the sections of a file',
    async newline => {
      const text = lines.join(newline);
      expect(lcovFormat.detect(sampleOf(text))).toBe(true);
      const { records, rejected } = await parseText(lcovFormat, text);
      expect(rejected).toEqual([]);
      expect(records).toEqual([
        {
          path: 'src/a.ts',
          linesCovered: 2,
          linesTotal: 2,
          branchesCovered: 2,
          branchesTotal: 3,
        },
        { path: 'C:\\work\\b.ts', linesCovered: 1, linesTotal: 1 },
      ]);
    },
  );
});

describe('JaCoCo as a build of several modules writes it', () => {
  const file = (name: string, missed: number, covered: number) =>
    `<sourcefile name="${name}"><line nr="3" mi="0" ci="2" mb="0" cb="0"/><counter type="INSTRUCTION" missed="9" covered="9"/><counter type="LINE" missed="${missed}" covered="${covered}"/><counter type="BRANCH" missed="1" covered="1"/></sourcefile>`;
  const text = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="all"><sessioninfo id="h" start="1" dump="2"/><group name="shop"><group name="core"><package name="acme/core"><class name="acme/core/A" sourcefilename="A.java"><method name="m" desc="()V" line="3"><counter type="LINE" missed="1" covered="1"/></method><counter type="LINE" missed="5" covered="5"/></class>${file(
    'A.java',
    1,
    3,
  )}<counter type="LINE" missed="99" covered="99"/></package></group><group name="web"><package name="acme/core">${file(
    'A.java',
    2,
    2,
  )}</package></group></group><counter type="LINE" missed="99" covered="99"/></report>`;

  it('counts source files once, modules apart', async () => {
    expect(jacocoFormat.detect(sampleOf(text))).toBe(true);
    const { figures, records } = await parseText(jacocoFormat, text);
    expect(records).toMatchObject([
      { path: 'shop/core/acme/core/A.java', linesCovered: 3, linesTotal: 4 },
      { path: 'shop/web/acme/core/A.java', linesCovered: 2, linesTotal: 4 },
    ]);
    expect(figures.summary).toMatchObject({
      'lines.covered': 5,
      'lines.total': 8,
    });
  });
});

describe('Cobertura as other tools write it', () => {
  it('with several sources, classes of one file and branches', async () => {
    const text = `<?xml version="1.0" ?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd"><coverage line-rate="0.5" branch-rate="0" lines-covered="3" lines-valid="4" complexity="0" version="x" timestamp="1"><sources><source>/work/a</source><source>/work/b</source><source></source></sources><packages><package name="p" line-rate="1"><classes><class name="A" filename="a.py" line-rate="1"><methods><method name="m" signature=""><lines><line number="1" hits="1"/></lines></method></methods><lines><line number="1" hits="1"/><line number="2" hits="0" branch="true" condition-coverage="50% (1/2)"><conditions><condition number="0" type="jump" coverage="50%"/></conditions></line></lines></class><class name="A$1" filename="a.py"><methods/><lines><line number="2" hits="4" branch="false"/><line number="3" hits="0"/></lines></class></classes></package><package name="q"><classes><class name="B" filename="b.py"><lines><line number="9" hits="12345678901"/></lines></class></classes></package></packages></coverage>`;
    expect(coberturaFormat.detect(sampleOf(text))).toBe(true);
    const { records, rejected } = await parseText(coberturaFormat, text);
    expect(rejected).toEqual([]);
    expect(records).toEqual([
      {
        path: 'a.py',
        linesCovered: 2,
        linesTotal: 3,
        branchesCovered: 1,
        branchesTotal: 2,
      },
      { path: 'b.py', linesCovered: 1, linesTotal: 1 },
    ]);
  });
});

describe('Cobertura of Istanbul', () => {
  it('counts lines of a class, those of its functions only where it has none', async () => {
    const { figures, records } = await parseText(
      coberturaFormat,
      `<coverage line-rate="0.5" branches-valid="8" branches-covered="3"><packages><package><classes>
        <class name="a.ts" filename="a.ts"><methods><method name="f" hits="2"><lines><line number="7" hits="2"/></lines></method></methods>
          <lines><line number="8" hits="2" branch="false"/><line number="9" hits="0" branch="false"/></lines></class>
        <class name="b.ts" filename="b.ts"><methods><method name="g"><lines><line number="1" hits="1"/></lines></method></methods></class>
      </classes></package></packages></coverage>`,
    );
    expect(records).toEqual([
      { path: 'a.ts', linesCovered: 1, linesTotal: 2 },
      { path: 'b.ts', linesCovered: 1, linesTotal: 1 },
    ]);
    expect(figures.summary).toMatchObject({
      'branches.covered': 3,
      'branches.total': 8,
    });
  });
});

describe('Clover as other tools write it', () => {
  it('with packages, methods and conditions', async () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?><coverage generated="1700000000" clover="3.2.0"><project timestamp="1" name="All files"><metrics statements="9" coveredstatements="9"/><package name="p"><metrics statements="3" coveredstatements="2"/><file name="a.php" path="/work/a.php"><class name="A" namespace="global"><metrics methods="1" coveredmethods="1" statements="3" coveredstatements="2"/></class><line num="1" type="method" name="m" count="1"/><line num="2" type="stmt" count="1"/><line num="3" type="cond" truecount="1" falsecount="0"/><line num="4" type="stmt" count="0"/><metrics loc="9" statements="3" coveredstatements="2"/></file></package><file name="/work/empty.php"><metrics statements="0" coveredstatements="0"/></file></project></coverage>`;
    expect(cloverFormat.detect(sampleOf(text))).toBe(true);
    const { records } = await parseText(cloverFormat, text);
    expect(records).toContainEqual({
      path: '/work/a.php',
      linesCovered: 2,
      linesTotal: 3,
      branchesCovered: 1,
      branchesTotal: 2,
    });
  });

  it('has what the metrics of each file state, not those of its classes', async () => {
    const { figures, records } = await parseText(
      cloverFormat,
      `<coverage generated="1"><project>
        <file name="A.java"><metrics statements="5" coveredstatements="4" conditionals="6" coveredconditionals="5"/>
          <class name="A"><metrics statements="2" coveredstatements="0" conditionals="0" coveredconditionals="0"/></class>
          <line num="3" type="stmt" count="7"/></file>
        <file name="twice.ts"><metrics statements="2" coveredstatements="1"/><line num="1" type="stmt" count="1"/><line num="2" type="stmt" count="0"/></file>
        <file name="twice.ts"><metrics statements="2" coveredstatements="1"/><line num="1" type="stmt" count="0"/><line num="2" type="stmt" count="1"/></file>
      </project></coverage>`,
    );
    expect(records).toEqual([
      {
        path: 'A.java',
        linesCovered: 4,
        linesTotal: 5,
        branchesCovered: 5,
        branchesTotal: 6,
      },
      { path: 'twice.ts', linesCovered: 2, linesTotal: 2 },
    ]);
    expect(figures.summary['lines.total']).toBe(7);
  });

  it('of Istanbul tells branches taken and not taken, and hits of the line', async () => {
    const { records } = await parseText(
      cloverFormat,
      `<coverage generated="1" clover="3.2.0"><project><file name="a.ts">
        <line num="1" type="cond" count="4" truecount="3" falsecount="1"/>
        <line num="2" type="cond" count="0" truecount="0" falsecount="2"/>
        <line num="3" type="cond" count="2" truecount="2" falsecount="0"/>
      </file></project></coverage>`,
    );
    expect(records).toEqual([
      {
        path: 'a.ts',
        linesCovered: 2,
        linesTotal: 3,
        branchesCovered: 5,
        branchesTotal: 8,
      },
    ]);
  });
});

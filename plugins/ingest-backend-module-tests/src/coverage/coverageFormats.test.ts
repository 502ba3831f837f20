import { ReportError } from '@quarterdeck/plugin-ingest-node';
import { parseText } from '@quarterdeck/plugin-ingest-node/testUtils';
import { cloverFormat } from './cloverFormat';
import { coberturaFormat } from './coberturaFormat';
import { jacocoFormat } from './jacocoFormat';
import { lcovFormat } from './lcovFormat';

describe('formats of coverage', () => {
  it('read Cobertura: lines of methods once, classes of a file together', async () => {
    const line = (number: number, hits: number, more = '') =>
      `<line number="${number}" hits="${hits}" ${more}/>`;
    const { figures, records, rejected } = await parseText(
      coberturaFormat,
      `<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
      <coverage line-rate="0.5"><packages><package name="p"><classes>
      <class name="A" filename="a.py"><methods><method name="m"><lines>${line(
        1,
        1,
      )}</lines></method></methods>
      <lines>${line(1, 1)}${line(
        2,
        0,
        'branch="true" condition-coverage="50% (1/2)"',
      )}</lines></class>
      <class name="A$1" filename="a.py"><lines>${line(
        3,
        4,
      )}<line number="x"/></lines></class>
      <class name="B"><lines>${line(9, 9)}</lines></class>
      </classes></package></packages></coverage>`,
    );
    expect(records).toEqual([
      {
        path: 'a.py',
        linesCovered: 2,
        linesTotal: 3,
        branchesCovered: 1,
        branchesTotal: 2,
      },
    ]);
    expect(figures.summary).toMatchObject({
      files: 1,
      'lines.covered': 2,
      'lines.total': 3,
    });
    expect(rejected.map(({ path }) => path)).toEqual([
      '/coverage/packages/package/classes/class[2]/lines/line[2]',
      '/coverage/packages/package/classes/class[3]/@filename',
    ]);
  });

  it('read LCOV: sections of one file merged, cut off ones rejected', async () => {
    const { figures, records, rejected } = await parseText(
      lcovFormat,
      'TN:unit\nSF:a.ts\nDA:1,1\nDA:2,0\nBRDA:1,0,0,1\nBRDA:1,0,1,-\nLF:2\nLH:1\nend_of_record\nTN:e2e\nSF:a.ts\nDA:2,3\nend_of_record\nSF:b.ts\nLF:4\nLH:9\nend_of_record\nSF:c.ts\nDA:1,1\n',
    );
    expect(records).toEqual(
      expect.arrayContaining([
        {
          path: 'a.ts',
          linesCovered: 2,
          linesTotal: 2,
          branchesCovered: 1,
          branchesTotal: 2,
        },
        { path: 'b.ts', linesCovered: 4, linesTotal: 4 },
      ]),
    );
    expect(figures.summary['lines.total']).toBe(6);
    expect(rejected).toMatchObject([{ path: '/line/18' }]);
  });

  it('read JaCoCo: source files only, by module', async () => {
    const { records } = await parseText(
      jacocoFormat,
      `<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="shop"><group name="core"><package name="com/acme">
      <class name="com/acme/Cart"><method name="a"><counter type="LINE" missed="9" covered="9"/></method><counter type="LINE" missed="9" covered="9"/></class>
      <sourcefile name="Cart.java"><line nr="1" mi="0" ci="3" mb="0" cb="0"/><counter type="LINE" missed="1" covered="3"/><counter type="BRANCH" missed="1" covered="1"/></sourcefile>
      <counter type="LINE" missed="1" covered="3"/></package></group></report>`,
    );
    expect(records).toEqual([
      {
        path: 'core/com/acme/Cart.java',
        linesCovered: 3,
        linesTotal: 4,
        branchesCovered: 1,
        branchesTotal: 2,
      },
    ]);
  });

  it('read Clover: statements and conditions, metrics where no lines are', async () => {
    const { records } = await parseText(
      cloverFormat,
      `<coverage generated="1"><project><file name="a.ts" path="/w/a.ts"><metrics statements="2" coveredstatements="2"/>
      <line num="1" count="1" type="method"/><line num="2" count="1" type="stmt"/><line num="3" truecount="1" falsecount="0" type="cond"/></file>
      <file name="b.php"><metrics statements="4" coveredstatements="3" conditionals="2" coveredconditionals="1"/></file></project>
      <testproject><file name="t.ts"><line num="1" count="1" type="stmt"/></file></testproject></coverage>`,
    );
    expect(records).toEqual(
      expect.arrayContaining([
        {
          path: '/w/a.ts',
          linesCovered: 2,
          linesTotal: 2,
          branchesCovered: 1,
          branchesTotal: 2,
        },
        {
          path: 'b.php',
          linesCovered: 3,
          linesTotal: 4,
          branchesCovered: 1,
          branchesTotal: 2,
        },
      ]),
    );
    expect(records).toHaveLength(2);
  });

  it.each([
    [
      'entities',
      '<!DOCTYPE coverage [<!ENTITY a "&b;">]><coverage line-rate="1"/>',
    ],
    ['an unknown entity', '<coverage line-rate="1">&b;</coverage>'],
    ['a cut', '<coverage line-rate="1"><packages>'],
  ])('refuse %s as a whole', async (_, text) => {
    await expect(parseText(coberturaFormat, text)).rejects.toThrow(ReportError);
  });
});

import { group1Examples } from './__testUtils__/group1Examples';
import { formatsThatKnow, readScan } from './__testUtils__/securityFixtures';

describe.each(
  group1Examples.map(
    example => [`${example.format}: ${example.name}`, example] as const,
  ),
)('%s', (_, example) => {
  it('is known by its format alone', () => {
    expect(formatsThatKnow(example.text).map(({ format }) => format)).toEqual([
      example.format,
    ]);
  });

  it('is read into what it says', async () => {
    const read = await readScan(example.text);
    const findings = read.records.filter(record => record.record === 'finding');
    expect(
      findings.map(finding => ({ suppressed: undefined, ...finding })),
    ).toMatchObject(example.findings);
    expect(findings).toHaveLength(example.findings.length);
    expect({ status: undefined, ...read.figures }).toMatchObject(
      example.figures ?? {},
    );
    expect(read.rejected.map(({ path }) => path)).toEqual(
      example.rejected ?? [],
    );
  });
});

import { reportBody, ReportFormat } from '@quarterdeck/plugin-ingest-node';
import { readTogether } from './readTogether';

const formatOf = (
  format: string,
  records: readonly object[],
): ReportFormat => ({
  format,
  category: 'vex',
  document: true,
  detect: () => true,
  async parse(_body, sink) {
    for (const record of records) sink.record(record);
    return { summary: {} };
  },
});

describe('readTogether', () => {
  it('says of each statement in which format it was made', async () => {
    const formats = [
      formatOf('cyclonedx', [
        { record: 'component', ref: 'rope' },
        { record: 'vex', at: '/vulnerabilities/0' },
      ]),
      formatOf('openvex', [{ record: 'vex', at: '/statements/0' }]),
    ];
    const records: object[] = [];
    const read = await readTogether([Buffer.from('a'), Buffer.from('b')], {
      maxBytes: 100,
      sink: { record: one => records.push(one), reject: () => undefined },
      open: async body => {
        const [format] = formats.splice(0, 1);
        return { format, body: reportBody(body, { maxDepth: 10 }) };
      },
    });
    expect(read.format).toBe('openvex+cyclonedx');
    expect(records).toEqual([
      { record: 'component', ref: 'rope' },
      { record: 'vex', at: '/vulnerabilities/0', format: 'cyclonedx' },
      { record: 'vex', at: '/statements/0', format: 'openvex' },
    ]);
  });
});

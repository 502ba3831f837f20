import {
  Card,
  DiffView,
  Grid,
  MarkdownView,
  SeverityBar,
  SeverityChip,
  severityNames,
} from '@quarterdeck/plugin-portal-react';

const counts = {
  critical: 4,
  high: 21,
  medium: 88,
  low: 61,
  info: 9,
  unknown: 3,
};
const none = {
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  info: 0,
  unknown: 0,
};
const text = [
  '# Why it matters',
  'A value of the request is part of the **query**; see [the guide](https://example.com).',
  '',
  '- use a prepared statement',
  '- check `sort` against a list',
].join('\n');
const before = ['const sort = req.query.sort;', 'const sql = `… ${sort}`;'];
const after = [
  'const sort = oneOf(req.query.sort);',
  'const sql = `… ${sort}`;',
];

/** Severity, text of payloads and comparisons. */
export function SecuritySamples() {
  return (
    <Grid minWidth={320}>
      <Card title="Severity">
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}>
          {severityNames.map(name => (
            <SeverityChip key={name} severity={name} />
          ))}
        </div>
        <div style={{ display: 'grid', gap: 12, marginTop: 16 }}>
          <SeverityBar counts={counts} list />
          <SeverityBar counts={none} />
        </div>
      </Card>
      <Card title="Text of a payload">
        <MarkdownView text={text} />
      </Card>
      <Card title="Comparison">
        <DiffView
          label="Two versions"
          mode="unified"
          before={before.join('\n')}
          after={after.join('\n')}
        />
      </Card>
    </Grid>
  );
}

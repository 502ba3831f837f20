/** Columns that come from the record itself, with their types, in one order. */
export const recordColumns = [
  ['identity_version', 'smallint'],
  ['needs_review', 'boolean'],
  ['kind', 'text'],
  ['rule_id', 'text'],
  ['title', 'text'],
  ['scan_severity', 'text'],
  ['severity_source', 'text'],
  ['path', 'text'],
  ['line', 'integer'],
  ['package_name', 'text'],
  ['package_version', 'text'],
  ['ecosystem', 'text'],
  ['purl', 'text'],
  ['fixed_version', 'text'],
  ['target', 'text'],
  ['vulnerability_ids', 'text[]'],
  ['cwes', 'integer[]'],
  ['secret_id', 'text'],
  ['secret_verified', 'boolean'],
  ['cvss_score', 'real'],
  ['epss', 'real'],
  ['known_exploited', 'boolean'],
  ['development', 'boolean'],
  ['package_key', 'text'],
] as const;

/** One of {@link recordColumns}. */
export type RecordColumn = (typeof recordColumns)[number][0];

/** Their values for one finding. */
export type RecordColumns = Record<RecordColumn, unknown>;

const names = recordColumns.map(([name]) => name);

/** `kind, rule_id, …` */
export const columnNames = names.join(', ');

/** `c.kind, c.rule_id, …` */
export const columnValues = names.map(name => `c.${name}`).join(', ');

/** `kind = c.kind, …` */
export const columnSets = names.map(name => `${name} = c.${name}`).join(', ');

/** `c(kind text, rule_id text, …)`, for `jsonb_to_record`. */
export const columnTypes = `c(${recordColumns
  .map(([name, type]) => `${name} ${type}`)
  .join(', ')})`;

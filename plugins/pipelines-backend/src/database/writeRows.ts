export {
  addCounts,
  arrayLiteral,
  upsertRows,
} from '@quarterdeck/plugin-portal-node';
export type {
  Column,
  Columns,
  ColumnValue,
  JsonColumn,
} from '@quarterdeck/plugin-portal-node';

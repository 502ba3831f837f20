export {
  resolveTime,
  type TimeRange,
  timeRangeQuery,
  timeRangeSchema,
  timeText,
  zoneText,
} from '@quarterdeck/plugin-portal-common';

/**
 * UI pieces that two or more areas use. They take data and callbacks and never
 * fetch, except those under `query`.
 *
 * @packageDocumentation
 */
export * from './chart/ChartCard';
export * from './chart/chartTypes';
export * from './chart/Sparkline';
export * from './chart/TimeChartCard';
export * from './chart/timeChartTypes';
export * from './code/CodeFrame';
export * from './entity/Avatar';
export * from './entity/EntityChip';
export * from './entity/PersonChip';
export * from './feedback/ConfirmDialog';
export * from './feedback/Drawer';
export * from './feedback/HowComputed';
export * from './feedback/Toasts';
export * from './filter/FilterBar';
export * from './filter/FilterChip';
export * from './filter/ScopePicker';
export * from './filter/SearchBox';
export * from './filter/Segmented';
export * from './filter/TimeRange';
export * from './filter/useScope';
export * from './filter/Views';
export * from './flow/Stepper';
export * from './format/formatDuration';
export * from './format/formatNumber';
export * from './format/formatTime';
export * from './icons/Icon';
export type { IconName } from './icons/iconPaths';
export * from './icons/Logo';
export * from './icons/StateIcon';
export * from './layout/Card';
export * from './layout/Facts';
export * from './layout/Grid';
export * from './layout/Page';
export * from './layout/StatTile';
export * from './layout/Tabs';
export * from './layout/text';
export * from './layout/TwoColumn';
export * from './navigation/HeaderTools';
export * from './navigation/NavCountBlueprint';
export * from './navigation/SafeLink';
export * from './navigation/TextLink';
export * from './navigation/useHotkey';
export * from './navigation/useUrlState';
export * from './query/PortalQueryProvider';
export * from './query/QueryStates';
export * from './query/useContractClient';
export * from './query/useLiveQuery';
export * from './run/JobTimeline';
export * from './run/QueueRunBar';
export * from './run/RunStrip';
export * from './run/usualLongest';
export * from './state/Skeleton';
export * from './state/Stale';
export * from './state/StatePanel';
export * from './state/StatusChip';
export * from './table/DataTable';
export * from './theme/buildTokenCss';
export * from './theme/tokens';
export * from './time/Duration';
export * from './time/RelativeTime';
export * from './time/useNow';

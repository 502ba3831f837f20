/** What the dashboards of the area ask. */
export { answerFailing } from './failingQuestion';
export { answerOverview } from './overviewQuestion';
export { answerSlowest } from './slowestQuestion';
export { answerTrend } from './trendQuestion';

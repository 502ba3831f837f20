export {
  bucketBounds,
  bucketOf,
  locateRank,
  quantileFromBuckets,
  sampleCount,
} from '@quarterdeck/plugin-portal-common';
export type { BucketCount } from '@quarterdeck/plugin-portal-common';

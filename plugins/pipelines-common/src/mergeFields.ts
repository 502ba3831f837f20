export {
  compareOrders,
  type FieldOrder,
  type FilledFacts,
  mergeFields,
} from '@quarterdeck/plugin-portal-common';

export {
  allOf,
  inEntities,
  likeText,
  oneOf,
  where,
} from '@quarterdeck/plugin-portal-node';
export type { Condition } from '@quarterdeck/plugin-portal-node';

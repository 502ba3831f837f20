export {
  complement,
  everyEntity,
  holds,
  intersection,
  isEmpty,
  onlyEntities,
  union,
} from '@quarterdeck/plugin-portal-node';
export type { EntitySet } from '@quarterdeck/plugin-portal-node';

export { entityModule } from './entityModule';
export { apiCardsModule } from './apiCardsModule';

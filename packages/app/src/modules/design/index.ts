export { designModule } from './designModule';

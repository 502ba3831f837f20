export type { EventInputs } from '../providerEvent';

export { headerValue } from '../headerValue';

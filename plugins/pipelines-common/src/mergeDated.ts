export { mergeDatedFacts } from '@quarterdeck/plugin-portal-common';

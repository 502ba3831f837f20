/**
 * The formats of test results and coverage that the door reads.
 *
 * @packageDocumentation
 */
export { testsModule as default } from './module';
export { junitFormat } from './tests/junitFormat';
export { goTestFormat } from './tests/goTestFormat';
export { jestFormat } from './tests/jestFormat';
export { pytestFormat } from './tests/pytestFormat';
export { coberturaFormat } from './coverage/coberturaFormat';
export { lcovFormat } from './coverage/lcovFormat';
export { jacocoFormat } from './coverage/jacocoFormat';
export { cloverFormat } from './coverage/cloverFormat';
export { testFormatEntries } from './testFormatEntries';

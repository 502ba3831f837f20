/**
 * The formats of scanners, SBOMs and VEX that the door reads.
 *
 * @packageDocumentation
 */
export { scannersModule as default } from './module';
export { scanFormatEntries } from './scanFormatEntries';
export * from './formats';

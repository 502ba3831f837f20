import { codeExamples } from './examples/codeExamples';
import { fileExamples } from './examples/fileExamples';
import { forgeExamples } from './examples/forgeExamples';
import { imageExamples } from './examples/imageExamples';
import { ReportExample } from './examples/reportExample';
import { sarifExamples } from './examples/sarifExamples';
import { secretExamples } from './examples/secretExamples';
import { semgrepPlatformExamples } from './examples/semgrepPlatformExamples';

/** One or more for each format of code, secrets, files, images, forges and SARIF. */
export const group1Examples: readonly ReportExample[] = [
  ...codeExamples,
  ...fileExamples,
  ...forgeExamples,
  ...imageExamples,
  ...sarifExamples,
  ...secretExamples,
  ...semgrepPlatformExamples,
];

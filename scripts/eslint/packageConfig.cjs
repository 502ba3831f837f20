const createPackageConfig = require('@backstage/cli/config/eslint-factory');
const path = require('node:path');

const BROWSER_ROLES = ['frontend', 'frontend-plugin', 'web-library'];

/**
 * Backstage's lint configuration for a package's role, and our rules over it.
 *
 * @param {string} folder of the package
 */
module.exports = function packageConfig(folder) {
  const manifest = require(path.join(folder, 'package.json'));
  const inBrowser = BROWSER_ROLES.includes(manifest.backstage?.role);
  return createPackageConfig(folder, {
    plugins: ['quarterdeck'],
    restrictedImportPatterns: ['@material-ui/*'],
    rules: {
      'quarterdeck/arrows': 'error',
      'quarterdeck/no-hex-colours': inBrowser ? 'error' : 'off',
      '@backstage/no-mixed-plugin-imports': 'error',
      // Programs log through the logger; only command line tools print.
      'no-console': 'error',
      'jest/expect-expect': [
        'error',
        // supertest and fast-check assert too.
        {
          assertFunctionNames: [
            'expect*',
            'assert*',
            'fc.assert',
            'request.**.expect',
          ],
        },
      ],
    },
    tsRules: { '@typescript-eslint/no-explicit-any': 'error' },
    overrides: [
      {
        // For tests of other packages, which bring these themselves.
        files: ['src/testUtils/**'],
        rules: { '@backstage/no-undeclared-imports': 'off' },
      },
      {
        files: ['**/cli.ts', '**/chaos/**', '**/bench/**'],
        rules: { 'no-console': 'off' },
      },
    ],
  });
};

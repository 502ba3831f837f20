// For scripts/; every package has its own, which does not look up here.
module.exports = {
  root: true,
  extends: ['@spotify/eslint-config-base', 'prettier'],
  parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
  env: { node: true, es2022: true },
  rules: { 'no-console': 'error' },
  overrides: [{ files: ['*.cjs'], parserOptions: { sourceType: 'script' } }],
};

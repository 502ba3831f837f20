module.exports = require('../../scripts/eslint/packageConfig.cjs')(__dirname);

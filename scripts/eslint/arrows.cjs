const fs = require('node:fs');
const path = require('node:path');
const { mayImport } = require('./mayImport.cjs');

const TEST_FILE =
  /\.(test|spec|testing)\.|[\\/](testing|testUtils|__testUtils__|__fixtures__|chaos|tests)[\\/]|setupTests\./;

/** @type {import('eslint').Rule.RuleModule} */
module.exports = {
  meta: {
    type: 'problem',
    docs: { description: 'Only the arrows of DESIGN.md between our packages' },
    messages: {
      forbidden:
        '{{from}} may not import {{to}}. Share it in a -common package of the same area, in portal-*, or as an event (DESIGN.md, "Layout").',
    },
    schema: [],
  },
  create(context) {
    const file = context.getFilename();
    const from = packageNameOf(path.dirname(file));
    if (!from) {
      return {};
    }
    const inTest = TEST_FILE.test(file);
    const check = source => {
      if (!source || typeof source.value !== 'string') {
        return;
      }
      const to = importedPackage(source.value);
      if (!mayImport(from, to, { inTest })) {
        context.report({
          node: source,
          messageId: 'forbidden',
          data: { from, to },
        });
      }
    };
    return {
      ImportDeclaration: node => check(node.source),
      ExportNamedDeclaration: node => check(node.source),
      ExportAllDeclaration: node => check(node.source),
      ImportExpression: node => check(node.source),
      TSImportType: node => check(node.argument?.literal ?? node.argument),
      "CallExpression[callee.name='require']": node => check(node.arguments[0]),
    };
  },
};

/** @param {string} specifier */
function importedPackage(specifier) {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

const names = new Map();

/** @param {string} folder */
function packageNameOf(folder) {
  if (!names.has(folder)) {
    const manifest = path.join(folder, 'package.json');
    const parent = path.dirname(folder);
    let name;
    if (fs.existsSync(manifest)) {
      name = JSON.parse(fs.readFileSync(manifest, 'utf8')).name;
    } else if (parent !== folder) {
      name = packageNameOf(parent);
    }
    names.set(folder, name);
  }
  return names.get(folder);
}

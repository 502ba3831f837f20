const HEX = '#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})';
// A string that is a colour, or a piece of CSS that sets one; "PR #123" is neither.
const COLOUR = new RegExp(`^\\s*${HEX}\\s*$|[:(,]\\s*${HEX}(?![\\w-])`, 'i');

/** @type {import('eslint').Rule.RuleModule} */
module.exports = {
  meta: {
    type: 'problem',
    docs: { description: 'Colours come from the theme' },
    messages: {
      colour:
        'Take the colour from the theme (theme.palette or a state of portal-react), so that light and dark both have it.',
    },
    schema: [],
  },
  create(context) {
    if (/[\\/]theme[\\/]|\.(test|spec)\./.test(context.getFilename())) {
      return {};
    }
    const check = (node, text) => {
      if (COLOUR.test(text)) {
        context.report({ node, messageId: 'colour' });
      }
    };
    return {
      Literal: node => {
        if (typeof node.value === 'string') {
          check(node, node.value);
        }
      },
      TemplateElement: node => check(node, node.value.raw),
    };
  },
};

import { Fields, fieldsOf, isFields, listOf, textOf } from '../reading/fields';
import { SarifRule } from './sarifRules';

const filled = (text: string, values: readonly unknown[]) =>
  values.length === 0
    ? text
    : text.replace(/\{(\d{1,3})\}/g, (whole, index: string) => {
        const value = values[Number(index)];
        return typeof value === 'string' ? value : whole;
      });

/** `[the input](3)` points to a related location; its words stay. */
const withoutLinks = (text: string) =>
  text.includes('](')
    ? text.replace(/\[([^[\]]{1,500})\]\(\d{1,6}\)/g, '$1')
    : text;

const stringOf = (messages: Fields | undefined, id: string) => {
  const message = messages?.[id];
  if (typeof message === 'string') return message;
  return isFields(message) ? textOf(message, 'text', 'markdown') : undefined;
};

/** The message of a result, its placeholders filled, in the words of any version. */
export function sarifMessage(
  from: Fields,
  rule?: SarifRule,
  global?: Fields,
): string | undefined {
  const whole = textOf(from, 'message');
  if (whole !== undefined) return whole;
  const formatted = fieldsOf(from, 'formattedRuleMessage');
  const message = fieldsOf(from, 'message') ?? formatted;
  if (!message) return undefined;
  const id = textOf(message, 'id', 'messageId', 'formatId');
  const text =
    textOf(message, 'text') ??
    (id === undefined
      ? undefined
      : stringOf(rule?.messages, id) ?? stringOf(global, id)) ??
    textOf(message, 'markdown', 'richText');
  return text === undefined
    ? undefined
    : withoutLinks(filled(text, listOf(message, 'arguments')));
}

import { isForm, readFormField } from './formField';

const read = (text: string) => readFormField(Buffer.from(text), 'payload');

describe('a field of a form', () => {
  it('is decoded as browsers encode it', () => {
    expect(read('a=1&payload=%7B%22a%22%3A+%22%C3%A9%22%7D')).toBe(
      '{"a": "é"}',
    );
  });

  it.each([
    ['is absent', 'a=1'],
    ['is there twice', 'payload=1&payload=2'],
    ['has no body', ''],
  ])('is nothing when it %s', (_, body) => {
    expect(read(body)).toBeUndefined();
  });

  it.each([
    ['application/x-www-form-urlencoded', true],
    ['application/x-www-form-urlencoded; charset=utf-8', true],
    ['application/json', false],
    ['multipart/form-data', false],
    [undefined, false],
  ])('a body of type %s is a form: %s', (type, form) => {
    expect(isForm(type)).toBe(form);
  });
});

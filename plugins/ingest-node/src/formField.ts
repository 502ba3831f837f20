/** Whether a body is a form as browsers post it. */
export function isForm(contentType: string | string[] | undefined): boolean {
  return (
    typeof contentType === 'string' &&
    /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType)
  );
}

/**
 * The value of a field of a form body; `undefined` when it is absent or there
 * more than once, so that nobody checks one value and reads another.
 */
export function readFormField(body: Buffer, field: string): string | undefined {
  const values = new URLSearchParams(body.toString('utf8')).getAll(field);
  return values.length === 1 ? values[0] : undefined;
}

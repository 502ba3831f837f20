import { createHmac } from 'node:crypto';
import { isForm, readFormField } from '@quarterdeck/plugin-ingest-node';
import { now, parse, repository } from './__testUtils__/parseDelivery';
import { githubProvider } from './githubProvider';

const secret = 'a-secret-of-the-test';
const delivery = {
  repository,
  ref: 'süß/50 % + mehr & weniger',
  ref_type: 'branch',
};
const form = Buffer.from(
  new URLSearchParams({ payload: JSON.stringify(delivery) }).toString(),
);
const headers = {
  'content-type': 'application/x-www-form-urlencoded',
  'x-github-event': 'create',
  'x-github-delivery': 'one',
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret)
    .update(form)
    .digest('hex')}`,
};

describe('the form that GitHub offers first', () => {
  it('is signed as it was sent, and has the key of its header', () => {
    expect(
      githubProvider.verify({ headers, body: form, secrets: [secret], now }),
    ).toEqual({ outcome: 'verified', secretIndex: 0 });
    expect(githubProvider.deliveryKey({ headers, body: form })).toBe('one');
  });

  it('holds in its field what the JSON encoding sends', () => {
    const field = githubProvider.formField ?? '';
    const payload = readFormField(form, field) ?? '';
    expect(parse('create', JSON.parse(payload))).toEqual(
      parse('create', delivery),
    );
  });

  it('is known again when the delivery is replayed', () => {
    expect(githubProvider.keepHeaders).toContain('content-type');
    expect(isForm(headers['content-type'])).toBe(true);
  });
});

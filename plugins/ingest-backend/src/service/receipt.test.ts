import { newReceipt, receiptFloor, receiptTime } from './receipt';

describe('a receipt', () => {
  const at = new Date('2026-10-01T12:00:00.123Z');

  it('carries the time of its arrival, and sorts by it', () => {
    const receipt = newReceipt(at);
    expect(receipt).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(receiptTime(receipt)).toEqual(at);
    expect(newReceipt(new Date(at.getTime() + 1)) > receipt).toBe(true);
    expect(receiptFloor(at) <= receipt).toBe(true);
  });

  it('is unique', () => {
    const many = Array.from({ length: 10_000 }, () => newReceipt(at));
    expect(new Set(many).size).toBe(many.length);
  });

  it('is not any text', () => {
    expect(receiptTime('hello')).toBeUndefined();
    expect(receiptTime('8'.repeat(26))).toBeUndefined();
  });
});

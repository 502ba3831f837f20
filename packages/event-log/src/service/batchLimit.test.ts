import { BatchLimit } from './batchLimit';

describe('BatchLimit', () => {
  it('halves until one is left and grows back through the stretch that failed', () => {
    const limit = new BatchLimit(100);
    limit.failed(8, '108');
    expect(limit.current).toBe(4);
    limit.failed(4, '104');
    expect(limit.current).toBe(2);
    limit.failed(2, '102');
    expect(limit.current).toBe(1);
    limit.setAside();
    limit.succeeded('102');
    expect(limit.current).toBe(2);
    limit.succeeded('104');
    expect(limit.current).toBe(4);
    limit.succeeded('108');
    expect(limit.current).toBe(100);
  });

  it('never goes below one', () => {
    const limit = new BatchLimit(1);
    limit.failed(1, '5');
    expect(limit.current).toBe(1);
  });
});

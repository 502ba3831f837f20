import { createSignalPublisher } from './createSignalPublisher';

describe('createSignalPublisher', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('makes one hint of many, and always one after the last change', () => {
    const publish = jest.fn(async () => undefined);
    const publisher = createSignalPublisher({
      signals: { publish },
      channel: 'pipelines',
    });
    for (let i = 0; i < 50; i++) publisher.hint();
    jest.advanceTimersByTime(1);
    expect(publish).toHaveBeenCalledTimes(1);
    publisher.hint();
    jest.advanceTimersByTime(500);
    expect(publish).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(500);
    expect(publish).toHaveBeenCalledTimes(2);
    publisher.stop();
  });
});

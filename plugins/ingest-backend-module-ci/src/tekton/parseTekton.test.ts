import {
  now,
  storedEvents,
  tektonHeaders,
  tektonMetadata,
  tektonRunBody,
  tektonTaskBody,
} from '../__testUtils__/hookExamples';
import { tektonProvider } from './tektonProvider';
import { tektonProgress } from './tektonWords';

const parse = (type: string, body: unknown) =>
  tektonProvider.parse({ headers: tektonHeaders(type), body, now });

describe('words of Tekton', () => {
  it.each([
    ['queued', undefined, undefined, 'pending', undefined],
    ['started', 'Unknown', 'Started', 'executing', undefined],
    ['running', 'Unknown', 'Running', 'executing', undefined],
    ['unknown', 'Unknown', 'PipelineRunPending', 'pending', undefined],
    ['unknown', 'Unknown', 'Cancelling', 'finalizing', undefined],
    ['unknown', 'Unknown', 'StoppedRunFinally', 'finalizing', undefined],
    ['unknown', 'Unknown', 'Levitating', 'executing', undefined],
    ['unknown', 'True', 'Succeeded', 'executing', undefined],
    ['successful', 'True', 'Succeeded', 'completed', 'success'],
    ['successful', 'True', 'Completed', 'completed', 'success'],
    ['successful', undefined, undefined, 'completed', 'success'],
    ['successful', 'False', 'Failed', 'completed', 'unknown'],
    ['failed', 'False', 'Failed', 'completed', 'failure'],
    ['failed', 'False', 'Levitated', 'completed', 'failure'],
    ['failed', undefined, undefined, 'completed', 'failure'],
    ['failed', 'True', 'Succeeded', 'completed', 'unknown'],
    ['failed', 'False', 'Cancelled', 'completed', 'cancelled'],
    ['failed', 'False', 'PipelineRunCancelled', 'completed', 'cancelled'],
    ['failed', 'False', 'TaskRunCancelled', 'completed', 'cancelled'],
    ['failed', 'False', 'CancelledRunFinally', 'completed', 'cancelled'],
    ['failed', 'False', 'PipelineRunTimeout', 'completed', 'timeout'],
    ['failed', 'False', 'TaskRunTimeout', 'completed', 'timeout'],
    ['failed', 'False', 'CouldntGetPipeline', 'completed', 'error'],
    ['failed', 'False', 'TaskRunImagePullFailed', 'completed', 'error'],
    ['failed', 'False', 'PipelineValidationFailed', 'completed', 'error'],
    ['levitating', 'True', 'Succeeded', 'pending', undefined],
  ])('%s with %s, %s is %s, %s', (word, status, reason, state, result) => {
    expect(tektonProgress(word, { status, reason })).toEqual({
      state,
      ...(result && { result }),
    });
  });

  it('started before a pod exists is pending', () => {
    expect(tektonProgress('started', {}, false)).toEqual({ state: 'pending' });
  });
});

describe('an event of Tekton', () => {
  const [run] = storedEvents(parse('pipelinerun.failed', tektonRunBody));

  it('is a run in binary mode', () => {
    expect(run).toMatchObject({
      type: 'ci.run.v1',
      subject: {
        instance: 'tekton',
        project: 'shop/release',
        workflow: 'release',
        path: 'shop-api',
      },
      data: {
        externalId: 'uid-1',
        title: 'release-x7',
        sha: 'a'.repeat(40),
        branch: 'main',
        state: 'completed',
        result: 'failure',
        rawState: 'failed',
        rawResult: 'Failed',
        startedAt: '2026-03-01T10:00:10.000Z',
        finishedAt: '2026-03-01T10:05:00.000Z',
        observedAt: '2026-03-01T10:05:01.000Z',
      },
    });
  });

  it('is the same run in structured mode, packed or not, and in a batch', () => {
    const headers = tektonHeaders('pipelinerun.failed');
    const envelope = {
      specversion: '1.0',
      id: headers['ce-id'],
      source: headers['ce-source'],
      type: headers['ce-type'],
      time: headers['ce-time'],
    };
    const structured = { ...envelope, data: tektonRunBody };
    const packed = {
      ...envelope,
      data_base64: Buffer.from(JSON.stringify(tektonRunBody)).toString(
        'base64',
      ),
    };
    const read = (body: unknown) =>
      storedEvents(tektonProvider.parse({ headers: {}, body, now }));
    expect(read(structured)).toEqual([run]);
    expect(read(packed)).toEqual([run]);
    expect(read([structured, packed])).toEqual([run, run]);
  });

  it('is a job of the run it names, with its steps', () => {
    const [job] = storedEvents(parse('taskrun.failed', tektonTaskBody));
    expect(job).toMatchObject({
      type: 'ci.job.v1',
      data: {
        externalId: 'uid-2',
        runExternalId: 'uid-1',
        name: 'unit-test',
        kind: 'test',
        result: 'failure',
        failureMessage: expect.stringMatching(/Failed: 1/),
        runner: { name: 'release-x7-test-pod' },
        steps: [{ name: 'run', result: 'failure', rawResult: 'Error' }],
      },
    });
  });

  it('of a task that stands alone is a run of one job', () => {
    const alone = {
      customRun: {
        metadata: { ...tektonMetadata, labels: {} },
        spec: { customRef: { kind: 'Approval' } },
      },
    };
    const events = storedEvents(parse('customrun.successful', alone));
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      [
        'ci.run.v1',
        expect.objectContaining({ externalId: 'uid-1', result: 'success' }),
      ],
      ['ci.job.v1', expect.objectContaining({ runExternalId: 'uid-1' })],
    ]);
  });

  it('keeps a branch apart from a commit', () => {
    const body = {
      pipelineRun: {
        metadata: { ...tektonMetadata, annotations: {} },
        spec: { params: [{ name: 'revision', value: 'release/1.2' }] },
      },
    };
    const [{ data }] = storedEvents(parse('pipelinerun.started', body));
    expect(data).toMatchObject({ branch: 'release/1.2', state: 'pending' });
    expect(data).not.toHaveProperty('sha', expect.any(String));
  });

  it.each([
    ['another type', 'pipeline.moved', {}, 'ignored', undefined],
    ['no run', 'pipelinerun.failed', {}, 'rejected', '/pipelineRun'],
    [
      'no name',
      'taskrun.failed',
      { taskRun: { metadata: {} } },
      'rejected',
      '/taskRun/metadata/name',
    ],
  ])('with %s', (_, type, body, outcome, path) => {
    expect(parse(type, body)).toMatchObject({ outcome, ...(path && { path }) });
  });

  it('without a type is refused', () => {
    expect(
      tektonProvider.parse({ headers: {}, body: tektonRunBody, now }),
    ).toMatchObject({ outcome: 'rejected', path: '/type' });
  });

  it('is known again by source and id, in either mode', () => {
    const headers = tektonHeaders('pipelinerun.failed');
    const key = (h: typeof headers, body: object) =>
      tektonProvider.deliveryKey({
        headers: h,
        body: Buffer.from(JSON.stringify(body)),
      });
    const structured = {
      specversion: '1.0',
      id: headers['ce-id'],
      source: headers['ce-source'],
    };
    expect(key(headers, {})).toBe(key({}, structured));
    expect(key({}, { ...structured, id: 'e-2' })).not.toBe(key(headers, {}));
    expect(key({}, {})).toBeUndefined();
  });
});

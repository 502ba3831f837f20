import { curlLine, doorQuery, previewReport, sendReport } from './reportDoor';

const about = {
  entity: 'component:default/shop',
  category: 'sast',
  branch: '',
};
const file = new Blob(['{}']);
const accepted = { outcome: 'accepted', check: 'ok', format: 'sarif' };
const answer = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status });
const refusal = { error: { name: 'NotAllowedError', message: 'No source' } };

describe('the door of reports', () => {
  it('leaves out of the query what was left empty', () => {
    expect(doorQuery(about)).toBe(
      'entity=component%3Adefault%2Fshop&category=sast',
    );
  });

  it('quotes whatever a file is called', () => {
    expect(curlLine('https://door', about, "it's; rm -rf *.json")).toContain(
      `--data-binary @'it'\\''s; rm -rf *.json'`,
    );
  });

  it('knows that the door takes reports of this person', async () => {
    const fetch = jest.fn(async () => answer(200, accepted));
    expect(await previewReport(fetch, about, file)).toMatchObject({
      own: true,
      preview: { format: 'sarif' },
    });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('looks into it as a source of machines when no source is the person’s', async () => {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      if (url.endsWith('/v1/sources')) {
        return answer(200, {
          items: [
            { id: 'hooks', title: '', doors: ['hooks'] },
            { id: 'ci', title: '', doors: ['events', 'reports'] },
          ],
        });
      }
      return url.includes('source=ci')
        ? answer(200, accepted)
        : answer(403, refusal);
    };
    expect(await previewReport(fetch, about, file)).toMatchObject({
      own: false,
    });
    expect(urls.at(-1)).toContain('source=ci');
  });

  it('says why, when it may not be looked into at all', async () => {
    const fetch = async () => answer(403, refusal);
    await expect(previewReport(fetch, about, file)).rejects.toThrow(
      'No source',
    );
    await expect(sendReport(fetch, about, file)).rejects.toThrow('No source');
  });
});

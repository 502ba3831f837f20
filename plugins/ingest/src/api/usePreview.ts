import { useMutation } from '@tanstack/react-query';
import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import {
  PreviewAnswer,
  previewAnswerSchema,
} from '@quarterdeck/plugin-ingest-common';
import { readErrorAnswer } from '@quarterdeck/plugin-portal-common';
import { PreviewRequest } from '../components/previewRequest';

/** What a preview came to: an answer, or a refusal with the place in the body. */
export type PreviewResult = PreviewAnswer;

/**
 * Sends a request to a preview door, with the headers a sender would use. Not
 * part of the typed client, since the body is raw.
 */
export function usePreview() {
  const fetchApi = useApi(fetchApiRef);
  const discovery = useApi(discoveryApiRef);
  return useMutation({
    mutationFn: async (
      request: Extract<PreviewRequest, { ok: true }>,
    ): Promise<PreviewResult> => {
      const baseUrl = await discovery.getBaseUrl('ingest');
      const response = await fetchApi.fetch(`${baseUrl}${request.path}`, {
        method: 'POST',
        headers: request.headers,
        body: request.body,
      });
      if (!response.ok) throw await readErrorAnswer(response);
      return previewAnswerSchema.parse(await response.json());
    },
  });
}

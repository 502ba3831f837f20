import { z } from 'zod';

/** The body of every error answer of Quarterdeck's own routes. */
export const errorAnswerSchema = z.object({
  error: z.object({
    name: z.string(),
    message: z.string(),
    /** JSON pointer of the field to change, where there is one. */
    path: z.string().optional(),
  }),
});

/** @see errorAnswerSchema */
export type ErrorAnswer = z.infer<typeof errorAnswerSchema>;

/** A request that was answered with an error. */
export class PortalRequestError extends Error {
  readonly status: number;
  readonly path?: string;

  constructor(answer: {
    status: number;
    name: string;
    message: string;
    path?: string;
  }) {
    super(answer.message);
    this.name = answer.name;
    this.status = answer.status;
    this.path = answer.path;
  }
}

/** Reads an error answer; one in another form still gives a sentence. */
export async function readErrorAnswer(
  response: Response,
): Promise<PortalRequestError> {
  const text = await response.text().catch(() => '');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const parsed = errorAnswerSchema.safeParse(json);
  if (parsed.success) {
    return new PortalRequestError({
      status: response.status,
      ...parsed.data.error,
    });
  }
  return new PortalRequestError({
    status: response.status,
    name: 'RequestError',
    message: `The server answered ${response.status}.`,
  });
}

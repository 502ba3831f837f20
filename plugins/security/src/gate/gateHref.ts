/** The address of a decision of the gate. */
export const evaluationHref = (id: string): string =>
  `/security/gate/evaluations/${encodeURIComponent(id)}`;

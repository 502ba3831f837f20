/** A container image as an artifact of a deployment. */
export interface ImageArtifact {
  name: string;
  version?: string;
  digest?: string;
}

/** `registry:5000/shop/web:1.4@sha256:…` in its parts. */
export function containerImage(image: string): ImageArtifact {
  const at = image.indexOf('@');
  const tagged = at < 0 ? image : image.slice(0, at);
  const digest = at < 0 ? undefined : image.slice(at + 1, at + 161);
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
  const name = colon < 0 ? tagged : tagged.slice(0, colon);
  const version = colon < 0 ? undefined : tagged.slice(colon + 1);
  return {
    name,
    ...(version && { version }),
    ...(digest && { digest }),
  };
}

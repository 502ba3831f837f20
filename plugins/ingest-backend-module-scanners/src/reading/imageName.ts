/** An image's name without tag and digest: both change with every build. */
export function imageName(reference: string | undefined): string | undefined {
  if (reference === undefined) return undefined;
  const [name] = reference.trim().split('@');
  return name.replace(/:[\w][\w.-]*$/, '') || undefined;
}

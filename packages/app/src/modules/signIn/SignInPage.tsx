import { SignInPageProps } from '@backstage/plugin-app-react';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { DemoSignIn } from './DemoSignIn';
import { ProviderSignIn } from './ProviderSignIn';

/** The organisation's own provider when one is named, else the demo's people. */
export function SignInPage(props: SignInPageProps) {
  const provider = useApi(configApiRef).getOptionalString('app.signInProvider');
  if (provider) return <ProviderSignIn id={provider} {...props} />;
  return <DemoSignIn {...props} />;
}

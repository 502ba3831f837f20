import { createContext, ReactNode, useContext } from 'react';

/** A person whom the catalog knows. */
export interface KnownPerson {
  entityRef: string;
  displayName: string;
}

/** People by what they are called at a provider, in lower case. */
export type KnownPeople = ReadonlyMap<string, KnownPerson>;

const Context = createContext<KnownPeople>(new Map());

/** Gives the pages below the names of people, so that no page shows a login alone. */
export function KnownPeopleProvider(props: {
  people: KnownPeople;
  children: ReactNode;
}) {
  return (
    <Context.Provider value={props.people}>{props.children}</Context.Provider>
  );
}

/** The person who is called so at a provider, if the catalog says. */
export function useKnownPerson(
  login: string | undefined,
): KnownPerson | undefined {
  const people = useContext(Context);
  return login === undefined
    ? undefined
    : people.get(login.toLocaleLowerCase('en-US'));
}

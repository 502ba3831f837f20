/** A person of the demo organisation; `login` is also the name of the user entity. */
export interface Person {
  login: string;
  name: string;
  email: string;
  kind: 'User' | 'Bot';
}

const person = (login: string, name: string): Person => ({
  login,
  name,
  email: `${login}@quayside.example`,
  kind: 'User',
});

/** Everybody who pushes; `catalog/users.yaml` holds the same people. */
export const people = {
  mei: person('mei-tanaka', 'Mei Tanaka'),
  ravi: person('ravi-menon', 'Ravi Menon'),
  anouk: person('anouk-de-vries', 'Anouk de Vries'),
  lena: person('lena-fischer', 'Lena Fischer'),
  sam: person('sam-okafor', 'Sam Okafor'),
  tomas: person('tomas-lindqvist', 'Tomas Lindqvist'),
  yuki: person('yuki-sato', 'Yuki Sato'),
  ines: person('ines-oliveira', 'Ines Oliveira'),
  kwame: person('kwame-mensah', 'Kwame Mensah'),
  noor: person('noor-haddad', 'Noor Haddad'),
  priya: person('priya-nair', 'Priya Nair'),
  jonas: person('jonas-weber', 'Jonas Weber'),
  elif: person('elif-kaya', 'Elif Kaya'),
  amara: person('amara-diallo', 'Amara Diallo'),
  bram: person('bram-claes', 'Bram Claes'),
  zofia: person('zofia-zielinska', 'Zofia Zielinska'),
} as const satisfies Record<string, Person>;

/** Opens pull requests for new versions of dependencies. */
export const depsBot: Person = {
  login: 'deps-bot[bot]',
  name: 'deps-bot[bot]',
  email: 'deps-bot@quayside.example',
  kind: 'Bot',
};

/** Where the demo's code lives: an invented GitHub Enterprise server. */
export const codeHost = 'code.quayside.example';

/** The account that owns every repository. */
export const organisationLogin = 'quayside';

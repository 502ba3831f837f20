export const openVex = {
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://example.org/vex/1',
  author: 'Acme Security',
  timestamp: '2030-01-01T00:00:00Z',
  statements: [
    {
      vulnerability: {
        name: 'CVE-2030-10004',
        aliases: ['GHSA-2233-4455-6677'],
      },
      products: [
        { '@id': 'pkg:maven/org.example/runner@1.0' },
        {
          '@id': 'pkg:oci/shop@sha256%3Aabc',
          subcomponents: [{ '@id': 'pkg:npm/trim-all@1.2.0' }],
        },
      ],
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
      timestamp: '2030-02-01T00:00:00Z',
    },
    {
      vulnerability: 'https://example.org/CVE-2030-10005',
      products: ['pkg:oci/shop@sha256%3Aabc'],
      status: 'affected',
      action_statement: 'Update to 2.0',
    },
    {
      vulnerability: { name: 'CVE-2030-10006' },
      products: [{ '@id': 'pkg:npm/rope@1' }],
      status: 'somewhat',
    },
  ],
};

export const csaf = {
  document: {
    category: 'csaf_vex',
    csaf_version: '2.0',
    title: 'Shop',
    publisher: { name: 'Acme', category: 'vendor' },
    tracking: { id: 'A-1', current_release_date: '2030-03-01T00:00:00Z' },
  },
  product_tree: {
    branches: [
      {
        category: 'vendor',
        name: 'Acme',
        branches: [
          {
            category: 'product_version',
            name: '1.0',
            product: { product_id: 'SHOP-1', name: 'Shop 1.0' },
          },
        ],
      },
    ],
    full_product_names: [
      {
        product_id: 'RUNNER',
        name: 'runner',
        product_identification_helper: {
          purl: 'pkg:maven/org.example/runner@1.0',
        },
      },
    ],
    relationships: [
      {
        category: 'default_component_of',
        product_reference: 'RUNNER',
        relates_to_product_reference: 'SHOP-1',
        full_product_name: {
          product_id: 'SHOP-1:RUNNER',
          name: 'runner in it',
        },
      },
    ],
    product_groups: [{ group_id: 'ALL', product_ids: ['SHOP-1', 'RUNNER'] }],
  },
  vulnerabilities: [
    {
      cve: 'CVE-2030-10004',
      flags: [
        { label: 'component_not_present', product_ids: ['SHOP-1:RUNNER'] },
      ],
      threats: [
        { category: 'impact', details: 'None here', group_ids: ['ALL'] },
      ],
      remediations: [
        { category: 'vendor_fix', details: 'Update', product_ids: ['SHOP-1'] },
      ],
      product_status: {
        known_not_affected: ['SHOP-1:RUNNER'],
        known_affected: ['SHOP-1'],
        recommended: ['SHOP-1'],
      },
      scores: [
        {
          products: ['SHOP-1'],
          cvss_v3: {
            baseScore: 9.8,
            baseSeverity: 'CRITICAL',
            vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
          },
        },
      ],
    },
  ],
};

/**
 * The door's tables. `delivery` and `delivery_body` are partitioned by receipt,
 * whose first characters are its time: a partition is a UTC day, a lookup by
 * receipt touches one, and old days are dropped whole.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    create table delivery (
      receipt text collate "C" not null primary key,
      source_id text not null,
      door text not null,
      status text not null,
      received_at timestamptz not null,
      parsed_as text,
      bytes bigint not null,
      events integer not null default 0,
      entity_ref text,
      subject text,
      unclaimed boolean not null default false,
      repeats integer not null default 0,
      tries integer not null default 1,
      reason text,
      reason_path text,
      cause text,
      first_position text,
      last_position text,
      delivery_key text,
      check_text text not null,
      content_type text,
      content_encoding text,
      headers jsonb not null default '{}',
      category text,
      format text,
      ref text,
      commit_sha text,
      attempts jsonb not null default '[]'
    ) partition by range (receipt);

    create index delivery_source_idx on delivery (source_id, receipt);
    -- Rejected and unfinished ones are few: their index stays small.
    create index delivery_open_idx on delivery (cause, receipt)
      where status <> 'accepted';

    create table delivery_body (
      receipt text collate "C" not null,
      chunk integer not null,
      key_id text not null,
      data bytea not null,
      primary key (receipt, chunk)
    ) partition by range (receipt);

    create table delivery_key (
      source_id text not null,
      key text not null,
      receipt text collate "C" not null,
      valid_until timestamptz not null,
      rejected boolean not null,
      events integer not null,
      primary key (source_id, key)
    );
    create index delivery_key_valid_idx on delivery_key (valid_until);

    create table subject_claim (
      subject_key text primary key,
      entity_ref text not null,
      claimed_by text not null,
      claimed_at timestamptz not null,
      reason text
    );
    create index subject_claim_newest_idx on subject_claim (claimed_at, subject_key);
    -- Rises with every claim, so that other replicas know when to read again.
    create table subject_claim_version (
      only_row boolean primary key default true check (only_row),
      version bigint not null
    );
    insert into subject_claim_version (version) values (0);

    create table unclaimed_subject (
      source_id text not null,
      subject_key text not null,
      events bigint not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      note text,
      primary key (source_id, subject_key)
    );
    create index unclaimed_subject_newest_idx on unclaimed_subject (last_at, subject_key);

    create table source_minute (
      source_id text not null,
      minute timestamptz not null,
      accepted integer not null default 0,
      duplicate integer not null default 0,
      rejected integer not null default 0,
      unclaimed integer not null default 0,
      refused integer not null default 0,
      last_at timestamptz,
      last_outcome text,
      last_reason text,
      answer_counts integer[] not null default '{}',
      primary key (source_id, minute)
    );
    create index source_minute_minute_idx on source_minute (minute);
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    drop table source_minute, unclaimed_subject, subject_claim_version,
      subject_claim, delivery_key, delivery_body, delivery;
  `);
};

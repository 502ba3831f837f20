// @ts-check

/**
 * A group of new deliveries by one statement: what a transaction of five round
 * trips did takes a third of the time this way.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    -- Old keys are forgotten in the order in which they came: a summary per
    -- block range is enough to find them, and costs an insert next to nothing.
    drop index delivery_key_valid_idx;
    create index delivery_key_valid_idx on delivery_key using brin (valid_until);

    -- One look-up per key: a join would be planned for the table's size at the
    -- first call of a connection, when it may be empty.
    create function any_key_known(sources text[], keys text[])
      returns boolean language plpgsql stable as $$
    declare
      i integer;
    begin
      for i in 1 .. coalesce(array_length(keys, 1), 0) loop
        perform from delivery_key k
          where k.source_id = sources[i] and k.key = keys[i];
        if found then return true; end if;
      end loop;
      return false;
    end
    $$;

    -- Keys, deliveries and bodies of a group of which no key is known yet. A key
    -- that came meanwhile fails the statement, and with it the whole group.
    create function store_deliveries(
      positions bigint[],
      receipts text[], sources text[], doors text[], received timestamptz[],
      parsed text[], sizes bigint[], counts integer[], entities text[],
      subjects text[], unclaimed_flags boolean[], reasons text[],
      delivery_keys text[], valid_untils timestamptz[], checks text[],
      content_types text[], content_encodings text[], first_events integer[],
      last_events integer[], header_objects json,
      body_receipts text[], body_chunks integer[], body_key_ids text[],
      body_starts integer[], body_lengths integer[], bytes bytea
    ) returns boolean language plpgsql as $$
    begin
      insert into delivery_key (source_id, key, receipt, valid_until, rejected, events)
        select k.source_id, k.key, k.receipt, k.valid_until, false, k.events
          from unnest(sources, delivery_keys, receipts, valid_untils, counts)
            as k (source_id, key, receipt, valid_until, events)
         where k.key is not null
         -- In one order, so that two groups never wait for each other in a circle.
         order by k.source_id, k.key;
      insert into delivery_body (receipt, chunk, key_id, data)
        -- One binary parameter for all bodies: an array of bytea would travel as hex.
        select b.receipt, b.chunk, b.key_id, substring(bytes from b.start for b.length)
          from unnest(body_receipts, body_chunks, body_key_ids, body_starts, body_lengths)
            as b (receipt, chunk, key_id, start, length);
      insert into delivery (receipt, source_id, door, status, received_at,
          parsed_as, bytes, events, entity_ref, subject, unclaimed, reason,
          delivery_key, check_text, content_type, content_encoding,
          first_position, last_position, headers)
        select d.receipt, d.source_id, d.door, 'accepted', d.received_at,
               d.parsed_as, d.bytes, d.events, d.entity_ref, d.subject,
               d.unclaimed, d.reason, d.key, d.check_text, d.content_type,
               d.content_encoding, positions[d.first_event],
               positions[d.last_event], d.headers::jsonb
          from rows from (
              unnest(receipts, sources, doors, received, parsed, sizes, counts,
                entities, subjects, unclaimed_flags, reasons, delivery_keys,
                checks, content_types, content_encodings, first_events,
                last_events),
              json_array_elements(header_objects))
            as d (receipt, source_id, door, received_at, parsed_as, bytes,
                  events, entity_ref, subject, unclaimed, reason, key,
                  check_text, content_type, content_encoding, first_event,
                  last_event, headers);
      return true;
    end
    $$;
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    drop function store_deliveries;
    drop function any_key_known;
    drop index delivery_key_valid_idx;
    create index delivery_key_valid_idx on delivery_key (valid_until);
  `);
};

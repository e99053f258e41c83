-- The round: a sealed question put to several councils. It holds envelopes and does not know what is in them.

create table round_round (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  id uuid not null,
  client text not null,
  mode text not null check (mode in ('private', 'joint', 'repeat')),
  title text not null,
  state text not null check (state in ('draft', 'offered', 'open', 'revealed', 'cancelled', 'archived')),
  snapshot text not null,
  snapshot_hash text not null,
  terms jsonb not null,
  terms_hash text not null,
  deadline timestamptz,
  -- A later deadline that was asked for, and the hash that every council must approve before it counts.
  proposed_deadline timestamptz,
  proposed_hash text,
  manager_sees boolean not null,
  previous_id uuid,
  created_by uuid not null,
  created_for text not null,
  created_at timestamptz not null,
  offered_at timestamptz,
  opened_at timestamptz,
  revealed_at timestamptz,
  cancelled_at timestamptz,
  archived_at timestamptz,
  primary key (partnership_id, id),
  unique (id)
);

create table round_party (
  partnership_id uuid not null,
  round_id uuid not null,
  authority_code text not null references authorities_authority,
  withdrawn_at timestamptz,
  primary key (partnership_id, round_id, authority_code),
  foreign key (partnership_id, round_id) references round_round (partnership_id, id) on delete cascade
);
create index round_party_council on round_party (authority_code);

-- A council's data key for a round, wrapped by the instance key.
create table round_key (
  partnership_id uuid not null,
  round_id uuid not null,
  authority_code text not null,
  wrapped bytea not null,
  primary key (partnership_id, round_id, authority_code),
  foreign key (partnership_id, round_id, authority_code) references round_party on delete cascade
);

-- What a council writes before the reveal, one envelope a statement and part. `holder` is whose it is, when it is not the
-- council's. No time is kept: when somebody last thought about a statement is their own business.
create table round_envelope (
  partnership_id uuid not null,
  round_id uuid not null,
  id uuid not null,
  authority_code text not null,
  item text not null,
  part text not null,
  holder uuid,
  version integer not null,
  sealed bytea not null,
  primary key (partnership_id, round_id, id),
  unique nulls not distinct (partnership_id, round_id, authority_code, item, part, holder),
  foreign key (partnership_id, round_id, authority_code) references round_party on delete cascade
);

create table round_file (
  partnership_id uuid not null,
  round_id uuid not null,
  id uuid not null,
  authority_code text not null,
  size integer not null,
  sealed bytea not null,
  primary key (partnership_id, round_id, id),
  foreign key (partnership_id, round_id, authority_code) references round_party on delete cascade
);

-- A council's seal: its receipt, and the packet that the reveal opens.
create table round_seal (
  partnership_id uuid not null,
  round_id uuid not null,
  authority_code text not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  sealed_by uuid,
  sealed_at timestamptz,
  consented_at timestamptz,
  root text not null,
  digests jsonb not null,
  packet bytea not null,
  primary key (partnership_id, round_id, authority_code),
  foreign key (partnership_id, round_id, authority_code) references round_party on delete cascade
);

-- What the reveal opened. There is no row before it, for anybody.
create table round_opened (
  partnership_id uuid not null,
  round_id uuid not null,
  authority_code text not null,
  item text not null,
  content jsonb not null,
  salt text not null,
  primary key (partnership_id, round_id, authority_code, item),
  foreign key (partnership_id, round_id, authority_code) references round_party on delete cascade
);

grant select, insert, update, delete on round_round, round_party, round_envelope, round_file to handfast_app;
grant select, insert on round_key to handfast_app;
grant select, insert, delete on round_seal to handfast_app;
grant update (sealed_by, sealed_at, consented_at) on round_seal to handfast_app;
grant select, insert on round_opened to handfast_app;
grant delete on round_opened, round_key to handfast_app;
grant select on round_round, round_party to handfast_worker;
grant select on round_round, round_party, round_key, round_seal to handfast_keeper;

-- Rounds in which the asker's council takes part (a round outlives a membership: what was opened to you stays open to you).
create function asker_rounds() returns setof uuid language sql stable security definer set search_path = public as $$
  select round_id from round_party where authority_code = asking_council()
$$;
-- Rounds whose opened answers the asker may read: only those who put their own on the table see the others'.
create function asker_opened_rounds() returns setof uuid language sql stable security definer set search_path = public as $$
  select r.id from round_round r
  join round_party p on p.partnership_id = r.partnership_id and p.round_id = r.id
  join round_seal s on s.partnership_id = p.partnership_id and s.round_id = p.round_id and s.authority_code = p.authority_code
  where p.authority_code = asking_council() and p.withdrawn_at is null and s.sealed_at is not null and r.state in ('revealed', 'archived')
  union
  select r.id from round_round r join partnership_manager m on m.partnership_id = r.partnership_id
  where m.person_id = asking_person() and m.ended_at is null and asking_council() is null
    and r.manager_sees and r.state in ('revealed', 'archived')
$$;
-- How many have sealed; and who, where the terms that all accepted show names. Nothing else about a seal leaves its council.
create function round_sealed_count(round uuid) returns integer language sql stable security definer set search_path = public as $$
  select count(*)::integer from round_seal s join round_party p using (partnership_id, round_id, authority_code)
  where s.round_id = round and s.sealed_at is not null and p.withdrawn_at is null
    and s.partnership_id in (select asker_partnerships() union select partnership_id from round_party where round_id = round and authority_code = asking_council())
$$;
create function round_consented_count(round uuid) returns integer language sql stable security definer set search_path = public as $$
  select count(*)::integer from round_seal s join round_party p using (partnership_id, round_id, authority_code)
  where s.round_id = round and s.sealed_at is not null and s.consented_at is not null and p.withdrawn_at is null
    and s.partnership_id in (select asker_partnerships() union select partnership_id from round_party where round_id = round and authority_code = asking_council())
$$;
create function round_sealed_names(round uuid) returns setof text language sql stable security definer set search_path = public as $$
  select s.authority_code from round_seal s join round_round r on r.id = s.round_id
  where s.round_id = round and s.sealed_at is not null
    and (r.terms ->> 'showNames')::boolean
    and r.partnership_id in (select asker_partnerships() union select partnership_id from round_party where round_id = round and authority_code = asking_council())
$$;
-- May this round be revealed? The rule of round/reveal.ts once more, where no bug of ours can go round it.
create function round_may_reveal(round uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (
    select from round_round r where r.id = round and r.state = 'open'
      and exists (select from round_party p where p.round_id = round and p.authority_code = asking_council() and p.withdrawn_at is null)
      and (
        not exists (
          select from round_party p left join round_seal s using (partnership_id, round_id, authority_code)
          where p.round_id = round and p.withdrawn_at is null and s.sealed_at is null)
        or (r.terms ->> 'reveal' = 'deadline' and r.deadline <= asking_now()
          and (select count(*) from round_party p join round_seal s using (partnership_id, round_id, authority_code)
               where p.round_id = round and p.withdrawn_at is null and s.sealed_at is not null) >= 2
          and not exists (
            select from round_party p join round_seal s using (partnership_id, round_id, authority_code)
            where p.round_id = round and p.withdrawn_at is null and s.sealed_at is not null and s.consented_at is null))))
$$;
-- The sealed packets, for the one act that opens them all. Empty until the round may be revealed.
create function round_packets(round uuid) returns table (authority_code text, wrapped bytea, packet bytea, digests jsonb)
  language sql volatile security definer set search_path = public as $$
  select s.authority_code, k.wrapped, s.packet, s.digests
  from round_seal s
  join round_party p using (partnership_id, round_id, authority_code)
  join round_key k using (partnership_id, round_id, authority_code)
  where s.round_id = round and s.sealed_at is not null and p.withdrawn_at is null and round_may_reveal(round)
$$;

do $$
declare f text; t text;
begin
  foreach f in array array['asker_rounds()', 'asker_opened_rounds()', 'round_sealed_count(uuid)', 'round_consented_count(uuid)', 'round_sealed_names(uuid)',
    'round_may_reveal(uuid)', 'round_packets(uuid)'] loop
    execute format('alter function %s owner to handfast_keeper', f);
  end loop;
  foreach t in array array['round_round', 'round_party', 'round_key', 'round_envelope', 'round_file', 'round_seal', 'round_opened'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['round_round', 'round_party', 'round_key', 'round_seal'] loop
    execute format('create policy keeper_reads on %I for select to handfast_keeper using (true)', t);
  end loop;
end $$;

create policy partners_read on round_round for select to handfast_app using (
  (partnership_id in (select asker_partnerships()) or id in (select asker_rounds()))
  and (state <> 'draft' or created_for = (select asking_council())));
create policy leads_start on round_round for insert to handfast_app with check (
  partnership_id in (select asker_partnerships()) and created_for = asking_council() and asking_role() in ('lead', 'deputy'));
create policy parties_move on round_round for update to handfast_app using (
  partnership_id in (select asker_partnerships()) and id in (select asker_rounds()));
create policy sandbox_goes on round_round for delete to handfast_app using (
  (state = 'draft' and created_for = (select asking_council()))
  or exists (select from partnership_partnership p where p.id = partnership_id and p.sandbox_id = asking('sandbox')::uuid));
create policy worker_reads on round_round for select to handfast_worker using (true);

create policy partners_read on round_party for select to handfast_app using (
  partnership_id in (select asker_partnerships()) or round_id in (select asker_rounds()));
create policy starter_names on round_party for insert to handfast_app with check (
  exists (select from round_round r where r.id = round_id and r.state = 'draft' and r.created_for = asking_council()));
create policy own_withdrawal on round_party for update to handfast_app using (authority_code = (select asking_council()));
create policy starter_drops on round_party for delete to handfast_app using (
  exists (select from round_round r where r.id = round_id and r.state = 'draft' and r.created_for = asking_council()));
create policy worker_reads on round_party for select to handfast_worker using (true);

-- Blindness. These four are the promise: only your own council, whatever the state of the round.
create policy own_key on round_key for select to handfast_app using (authority_code = (select asking_council()));
create policy own_key_made on round_key for insert to handfast_app with check (authority_code = asking_council());
create policy own_envelope on round_envelope to handfast_app
  using (authority_code = (select asking_council()) and (
    (holder is null and part = 'agreed' and (select asking_role()) in ('approver', 'reader'))
    or holder = (select asking_person())
    or (select asking_role()) in ('lead', 'deputy')))
  with check (authority_code = asking_council() and (
    (holder is null and asking_role() in ('lead', 'deputy')) or holder = asking_person()));
create policy own_file on round_file to handfast_app
  using (authority_code = (select asking_council()))
  with check (authority_code = asking_council());
create policy opened_file on round_file for select to handfast_app using (round_id in (select asker_opened_rounds()));
create policy own_seal on round_seal to handfast_app
  using (authority_code = (select asking_council()))
  with check (authority_code = asking_council());
create policy opened_seal on round_seal for select to handfast_app using (round_id in (select asker_opened_rounds()));

create policy opened_to_partners on round_opened for select to handfast_app using (round_id in (select asker_opened_rounds()));
create policy reveal_writes on round_opened for insert to handfast_app with check (
  round_id in (select asker_rounds())
  and exists (select from round_round r where r.id = round_id and r.state = 'revealed' and r.revealed_at = asking_now()));
create policy sandbox_goes on round_opened for delete to handfast_app using (
  exists (select from partnership_partnership p where p.id = partnership_id and p.sandbox_id = asking('sandbox')::uuid));

-- Finding a partner: what a council offers and seeks, its compelling events, and its interest in others.

-- Councils with which the asker's council is in a partnership that both have joined.
create function finding_partners() returns setof text language sql stable security definer set search_path = public as $$
  select other.authority_code from partnership_member own
  join partnership_member other using (partnership_id)
  where own.authority_code = asking_council() and own.joined_at is not null and own.left_at is null
    and other.joined_at is not null and other.left_at is null
$$;
-- Whether a council is of the asker's world: the real one, or their own sandbox. Nothing pretend is shown beside what is real.
create function finding_same_world(council text) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from authorities_authority where code = council and sandbox_id is not distinct from asking('sandbox')::uuid)
$$;

create table finding_offer (
  authority_code text not null references authorities_authority on delete cascade,
  id uuid not null,
  side text not null check (side in ('offer', 'need')),
  service text not null,
  words text not null,
  shown text not null check (shown in ('public', 'signed-in')),
  said_on date not null,
  primary key (authority_code, id)
);

-- A date that can make a council act. `about_code` is the council it happens to: another council's is kept from a published
-- notice, for the keeper alone.
create table finding_event (
  authority_code text not null references authorities_authority on delete cascade,
  id uuid not null,
  about_code text not null references authorities_authority on delete cascade,
  kind text not null check (kind in ('contract-end', 'lease-end', 'equipment-end', 'election', 'reorganisation', 'other')),
  title text not null,
  service text not null,
  cpv text,
  supplier text,
  happens_on date not null,
  source text not null,
  source_address text,
  shared text not null check (shared in ('private', 'partners', 'public')),
  notice text,
  import_id uuid,
  primary key (authority_code, id),
  check (about_code = authority_code or shared = 'private')
);
create index finding_event_day on finding_event (happens_on);

-- A file that was loaded and not yet saved, and what a saved one added, so that it can be undone.
create table finding_import (
  authority_code text not null references authorities_authority on delete cascade,
  id uuid not null,
  loaded_by uuid not null,
  loaded_on date not null,
  content jsonb not null,
  saved boolean not null default false,
  primary key (authority_code, id)
);

-- A calendar's secret address. Only the hash is here: what stands in a backup opens no calendar.
create table finding_feed (
  authority_code text not null references authorities_authority on delete cascade,
  id uuid not null,
  token_hash text not null unique,
  made_on date not null,
  primary key (authority_code, id)
);

-- An interest that nobody else may know of. `owner` and `tag` are keyed digests, `sealed` has one size: whose it is, in whom,
-- for which service and since when cannot be read here, nor told from the order of the ids. There is no time in the row.
create table finding_interest (
  id uuid primary key,
  sandbox_id uuid references sandbox_sandbox on delete cascade,
  owner bytea not null,
  tag bytea not null unique,
  sealed bytea not null
);
create index finding_interest_owner on finding_interest (owner);

-- Two councils that both had it. Made in one act, so that both learn at the same moment.
create table finding_match (
  id uuid primary key,
  first_code text not null references authorities_authority on delete cascade,
  second_code text not null references authorities_authority on delete cascade,
  service text not null,
  matched_at timestamptz not null,
  partnership_id uuid references partnership_partnership on delete set null,
  unique (first_code, second_code, service),
  check (first_code < second_code)
);

grant select, insert, update, delete on finding_offer, finding_event, finding_interest to handfast_app;
grant select, insert, delete on finding_import, finding_feed to handfast_app;
grant update (saved) on finding_import to handfast_app;
grant select on finding_match to handfast_app;
grant update (partnership_id) on finding_match to handfast_app;
grant select, delete on finding_interest to handfast_worker;
grant select on finding_interest, finding_event, finding_feed, finding_match to handfast_keeper;
grant insert on finding_match to handfast_keeper;

-- The interest that answers one, for the act that makes the match. Whoever asks must hold the tag, which only the key makes.
create function finding_answering(answering bytea) returns table (id uuid, sealed bytea) language sql stable security definer set search_path = public as $$
  select i.id, i.sealed from finding_interest i where i.tag = answering and asking_council() is not null
$$;
-- Makes the match where both interests stand. The asker's own council is one of the two.
create function finding_make_match(match_id uuid, own_tag bytea, answering bytea, other text, wanted text) returns uuid
  language sql volatile security definer set search_path = public as $$
  insert into finding_match (id, first_code, second_code, service, matched_at)
  select match_id, least(asking_council(), other), greatest(asking_council(), other), wanted, asking_now()
  where asking_council() is not null and other <> asking_council()
    and exists (select from finding_interest where tag = own_tag and owner = decode(asking('interest_owner'), 'hex'))
    and exists (select from finding_interest where tag = answering)
  on conflict (first_code, second_code, service) do nothing
  returning id
$$;
-- What a calendar shows to whoever holds its address: the events of the council that made it.
create function finding_feed_events(hash text) returns table (council text, about text, id uuid, kind text, title text, happens_on date, source text, source_address text)
  language sql stable security definer set search_path = public as $$
  select f.authority_code, a.name, e.id, e.kind, e.title, e.happens_on, e.source, e.source_address
  from finding_feed f left join finding_event e using (authority_code) left join authorities_authority a on a.code = e.about_code
  where f.token_hash = hash
$$;

do $$
declare f text; t text;
begin
  foreach f in array array['finding_partners()', 'finding_same_world(text)', 'finding_answering(bytea)',
    'finding_make_match(uuid, bytea, bytea, text, text)', 'finding_feed_events(text)'] loop
    execute format('alter function %s owner to handfast_keeper', f);
  end loop;
  foreach t in array array['finding_offer', 'finding_event', 'finding_import', 'finding_feed', 'finding_interest', 'finding_match'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['finding_event', 'finding_feed', 'finding_interest', 'finding_match'] loop
    execute format('create policy keeper_reads on %I for select to handfast_keeper using (true)', t);
  end loop;
end $$;

-- Its own people read what a council keeps; those who lead write it.
create policy own_read on finding_offer for select to handfast_app using (authority_code = (select asking_council()));
create policy own_write on finding_offer to handfast_app
  using (authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy'))
  with check (authority_code = asking_council() and asking_role() in ('lead', 'deputy'));
create policy shown_read on finding_offer for select to handfast_app using (
  (shown = 'public' or (select asking_person()) is not null) and finding_same_world(authority_code));

create policy own_read on finding_event for select to handfast_app using (authority_code = (select asking_council()));
create policy own_write on finding_event to handfast_app
  using (authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy'))
  with check (authority_code = asking_council() and asking_role() in ('lead', 'deputy'));
create policy shared_read on finding_event for select to handfast_app using (
  (shared = 'public' or (shared = 'partners' and authority_code in (select finding_partners())))
  and finding_same_world(authority_code));

create policy own_import on finding_import to handfast_app
  using (authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy'))
  with check (authority_code = asking_council() and asking_role() in ('lead', 'deputy'));
create policy own_feed on finding_feed to handfast_app
  using (authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy'))
  with check (authority_code = asking_council() and asking_role() in ('lead', 'deputy'));

-- Only those who lead, and only with the digest that their own council's name and the key make.
create policy own_interest on finding_interest to handfast_app
  using (owner = decode((select asking('interest_owner')), 'hex') and (select asking_council()) is not null
    and (select asking_role()) in ('lead', 'deputy'))
  with check (owner = decode(asking('interest_owner'), 'hex') and asking_council() is not null and asking_role() in ('lead', 'deputy')
    and sandbox_id is not distinct from asking('sandbox')::uuid);
create policy worker_clears on finding_interest to handfast_worker using (true);

create policy both_read on finding_match for select to handfast_app using (
  (select asking_council()) in (first_code, second_code) and (select asking_role()) in ('lead', 'deputy'));
create policy both_open on finding_match for update to handfast_app using (
  (select asking_council()) in (first_code, second_code) and (select asking_role()) in ('lead', 'deputy'));
create policy keeper_makes on finding_match for insert to handfast_keeper with check (true);

select admit_archivist();

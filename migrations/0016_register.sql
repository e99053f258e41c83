-- The living part of the public register. What comes with the program stands in content/arrangements; here is what councils
-- publish, claim, correct, answer and take away.

-- What a partnership means to publish. Private to its councils until every one of them has approved the same words.
create table register_proposal (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  id uuid not null,
  -- Its name in addresses, for ever.
  entry_id text not null check (entry_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(entry_id) <= 100),
  kind text not null check (kind in ('publish', 'amend', 'withdraw')),
  -- The words as they are approved: canonical JSON. The hash that councils approve is that of these very bytes.
  words text not null check (length(words) <= 100000),
  hash text not null check (hash = encode(sha256(convert_to(words, 'utf8')), 'hex')),
  proposed_by uuid not null,
  proposed_for text not null references authorities_authority,
  proposed_at timestamptz not null,
  state text not null check (state in ('open', 'published', 'dropped')),
  primary key (partnership_id, id)
);
-- One at a time: what is being approved does not change under anybody's hands.
create unique index register_proposal_open on register_proposal (partnership_id) where state = 'open';
grant select, insert on register_proposal to handfast_app;
grant update (state) on register_proposal to handfast_app;
grant select, update on register_proposal to handfast_keeper;

-- What is public. Nothing here names a person or a partnership.
create table register_entry (
  id text primary key,
  words jsonb not null,
  version integer not null check (version > 0),
  published_on date not null,
  changed_on date not null
);
create table register_version (
  entry_id text not null references register_entry on delete cascade,
  version integer not null,
  words jsonb not null,
  on_day date not null,
  primary key (entry_id, version)
);
-- What stays at the address of an entry that was taken away.
create table register_tombstone (
  entry_id text primary key,
  name text not null,
  on_day date not null,
  why text not null check (length(why) between 5 and 500)
);
grant select on register_entry, register_version to handfast_app;
grant select, insert on register_tombstone to handfast_app;
grant select, insert, update, delete on register_entry to handfast_keeper;
grant select, insert on register_version, register_tombstone to handfast_keeper;

-- A council that is named in an entry answers for it, and says from time to time that all is still so.
create table register_claim (
  entry_id text not null,
  authority_code text not null references authorities_authority,
  claimed_on date not null,
  confirmed_on date not null,
  reminded_on date,
  primary key (entry_id, authority_code)
);
create table register_reply (
  entry_id text not null,
  authority_code text not null references authorities_authority,
  words text not null check (length(words) between 5 and 1000),
  on_day date not null,
  primary key (entry_id, authority_code)
);
grant select, insert on register_claim to handfast_app;
grant update (confirmed_on, reminded_on) on register_claim to handfast_app;
grant select on register_claim to handfast_worker, handfast_keeper;
grant update (reminded_on) on register_claim to handfast_worker;
grant select, insert, delete on register_reply to handfast_app;
grant update (words, on_day) on register_reply to handfast_app;

-- What a reader suggests. It changes nothing by itself, and only those who may decide on it read it. No name, no address of
-- the reader, and a day in place of a time.
create table register_suggestion (
  id uuid primary key,
  entry_id text not null,
  field text not null,
  should_be text not null check (length(should_be) between 1 and 1000),
  source text not null check (length(source) <= 400),
  on_day date not null,
  state text not null check (state in ('open', 'accepted', 'declined')),
  decided_on date,
  decided_for text,
  answer text check (length(answer) <= 1000)
);
create index register_suggestion_entry on register_suggestion (entry_id);
grant select, insert on register_suggestion to handfast_app;
grant update (state, decided_on, decided_for, answer) on register_suggestion to handfast_app;

-- A correction is seen by the councils named at once and by everybody ten working days later, so that they can reply first.
create table register_correction (
  id uuid primary key,
  entry_id text not null,
  field text not null,
  was text not null,
  is_now text not null check (length(is_now) <= 1000),
  why text not null check (length(why) between 5 and 500),
  source text not null,
  decided_for text,
  decided_on date not null,
  public_on date not null,
  named text[] not null
);
create index register_correction_entry on register_correction (entry_id);
grant select, insert on register_correction to handfast_app;

-- Which edition of the register this is: every change of what is public turns a page, so that a node knows when to read again.
create table register_edition (id boolean primary key check (id), number bigint not null);
grant select on register_edition to handfast_app, handfast_worker;
grant select, insert, update on register_edition to handfast_keeper;
create function register_turn_page() returns trigger language plpgsql security definer set search_path = public as $$
begin
  -- An archive that is brought in brings its own number.
  if current_setting('role', true) = 'handfast_archivist' then return null; end if;
  insert into register_edition as e (id, number) values (true, 1) on conflict (id) do update set number = e.number + 1;
  return null;
end $$;
alter function register_turn_page() owner to handfast_keeper;

-- How the register stood at the turn of each month.
create table register_snapshot (
  month text primary key check (month ~ '^\d{4}-\d{2}$'),
  digest text not null,
  body text not null
);
grant select on register_snapshot to handfast_app;
grant select, insert on register_snapshot to handfast_worker;

do $$
declare t text;
begin
  foreach t in array array['register_proposal', 'register_entry', 'register_version', 'register_tombstone', 'register_claim',
    'register_reply', 'register_suggestion', 'register_correction', 'register_edition', 'register_snapshot'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['register_entry', 'register_version', 'register_tombstone', 'register_claim', 'register_reply',
    'register_edition', 'register_snapshot'] loop
    execute format('create policy everybody_reads on %I for select to handfast_app, handfast_worker using (true)', t);
  end loop;
  foreach t in array array['register_entry', 'register_tombstone', 'register_claim', 'register_reply', 'register_correction'] loop
    execute format('create trigger turn_page after insert or update or delete on %I for each statement execute function register_turn_page()', t);
  end loop;
  foreach t in array array['register_proposal', 'register_entry', 'register_version', 'register_tombstone', 'register_edition'] loop
    execute format('create policy keeper_publishes on %I to handfast_keeper using (true) with check (true)', t);
  end loop;
end $$;

create policy partners_read on register_proposal for select to handfast_app using (partnership_id in (select asker_partnerships()));
create policy lead_proposes on register_proposal for insert to handfast_app with check (
  partnership_id in (select asker_partnerships()) and proposed_for = asking_council() and proposed_by = asking_person()
  and asking_role() in ('lead', 'deputy') and state = 'open');
create policy lead_drops on register_proposal for update to handfast_app
  using (partnership_id in (select asker_partnerships()) and (select asking_role()) in ('lead', 'deputy') and state = 'open')
  with check (state = 'dropped');

create policy worker_keeps on register_snapshot for insert to handfast_worker with check (true);
create policy operator_takes_away on register_tombstone for insert to handfast_app with check (asking_operator());

create policy council_claims on register_claim for insert to handfast_app with check (
  authority_code = asking_council() and asking_role() in ('lead', 'deputy') and asking('sandbox') is null);
create policy council_confirms on register_claim for update to handfast_app using (
  authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy'));
create policy worker_reminds on register_claim for update to handfast_worker using (true) with check (true);
create policy keeper_reads on register_claim for select to handfast_keeper using (true);

create policy council_replies on register_reply to handfast_app
  using (authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy'))
  with check (authority_code = asking_council() and asking_role() in ('lead', 'deputy') and asking('sandbox') is null);

create policy anybody_suggests on register_suggestion for insert to handfast_app with check (state = 'open' and decided_on is null and answer is null);
create policy who_decides_reads on register_suggestion for select to handfast_app using (
  (select asking_operator()) or ((select asking_role()) in ('lead', 'deputy')
    and entry_id in (select entry_id from register_claim where authority_code = (select asking_council()))));
create policy who_decides_writes on register_suggestion for update to handfast_app using (
  (select asking_operator()) or ((select asking_role()) in ('lead', 'deputy')
    and entry_id in (select entry_id from register_claim where authority_code = (select asking_council()))));

create policy public_reads on register_correction for select to handfast_app, handfast_worker using (
  public_on <= (asking_now() at time zone 'Europe/London')::date or (select asking_operator())
  or (select asking_council()) = any (named));
create policy who_decides_corrects on register_correction for insert to handfast_app with check (
  asking_operator() or (decided_for = asking_council() and asking_role() in ('lead', 'deputy')
    and exists (select from register_claim c where c.entry_id = register_correction.entry_id and c.authority_code = asking_council())));

-- Makes public what every council in the partnership has approved, and nothing else: the database itself counts the approvals.
create function publish_register_entry(of_partnership uuid, of_proposal uuid) returns boolean
  language plpgsql volatile security definer set search_path = public as $$
declare
  p register_proposal;
  today date := (asking_now() at time zone 'Europe/London')::date;
begin
  select * into p from register_proposal r where r.partnership_id = of_partnership and r.id = of_proposal and r.state = 'open'
    and r.partnership_id in (select asker_partnerships()) for update;
  if not found then return false; end if;
  if exists (select from partnership_partnership b where b.id = p.partnership_id and b.sandbox_id is not null) then return false; end if;
  if (select count(*) from partnership_member m where m.partnership_id = p.partnership_id and m.joined_at is not null and m.left_at is null) < 2
    then return false; end if;
  if exists (select from partnership_member m where m.partnership_id = p.partnership_id and m.joined_at is not null and m.left_at is null
    and not exists (select from partnership_approval a where a.partnership_id = m.partnership_id and a.subject = 'register-entry'
      and a.subject_id = p.id and a.hash = p.hash and a.authority_code = m.authority_code)) then return false; end if;
  -- An address belongs to the partnership that first published there.
  if exists (select from register_entry e where e.id = p.entry_id)
    and not exists (select from register_proposal r where r.partnership_id = p.partnership_id and r.entry_id = p.entry_id and r.state = 'published')
    then return false; end if;
  if p.kind = 'withdraw' then
    insert into register_tombstone (entry_id, name, on_day, why)
      select e.id, e.words ->> 'name', today, p.words::jsonb ->> 'why' from register_entry e where e.id = p.entry_id
      on conflict do nothing;
    delete from register_entry where id = p.entry_id;
  else
    insert into register_entry as e (id, words, version, published_on, changed_on) values (p.entry_id, p.words::jsonb, 1, today, today)
      on conflict (id) do update set words = excluded.words, version = e.version + 1, changed_on = excluded.changed_on;
    insert into register_version (entry_id, version, words, on_day) select e.id, e.version, e.words, today from register_entry e where e.id = p.entry_id;
  end if;
  update register_proposal set state = 'published' where partnership_id = p.partnership_id and id = p.id;
  return true;
end $$;
grant select on partnership_approval to handfast_keeper;
create policy keeper_reads on partnership_approval for select to handfast_keeper using (true);
alter function publish_register_entry(uuid, uuid) owner to handfast_keeper;

-- The house-keeping asks councils twice a year if their entries are still right.
grant insert on platform_mail to handfast_worker;

select admit_archivist();

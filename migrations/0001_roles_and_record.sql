-- Who may do what, before there is anything to do it to.
--
-- handfast_app     serves people. It owns nothing and no policy lets it pass. Every transaction takes this role.
-- handfast_worker  sends mail and keeps house. It has no rights on answers.
-- handfast_keeper  owns the few functions that must look past a policy (who belongs to what; are all sealed?).
--                  Nobody signs in as any of the three.

do $$
begin
  if not exists (select from pg_roles where rolname = 'handfast_app') then create role handfast_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'handfast_worker') then create role handfast_worker nologin; end if;
  if not exists (select from pg_roles where rolname = 'handfast_keeper') then create role handfast_keeper nologin; end if;
  execute format('grant handfast_keeper to %I', current_user);
end $$;

grant usage on schema public to handfast_app, handfast_worker, handfast_keeper;
grant create on schema public to handfast_keeper;

-- Who is asking. Set for one transaction only (`set local`), so that a pooler in transaction mode keeps them apart.
-- A setting that is missing reads as null, and null opens nothing.
create function asking(setting text) returns text language sql stable
  as $$ select nullif(current_setting('handfast.' || setting, true), '') $$;
create function asking_person() returns uuid language sql stable as $$ select asking('person')::uuid $$;
create function asking_council() returns text language sql stable as $$ select asking('council') $$;
create function asking_role() returns text language sql stable as $$ select asking('role') $$;
create function asking_operator() returns boolean language sql stable as $$ select coalesce(asking('operator') = 'yes', false) $$;
-- The clock is an argument of the program, so that a test can hold it still; it is one here too.
create function asking_now() returns timestamptz language sql stable as $$ select coalesce(asking('now')::timestamptz, now()) $$;

-- The record: who did what, for which council. Append only. One chain a partnership for shared acts, one a council for its
-- own; each entry carries the hash of the one before, so that a gap or an edit shows. Never an answer's content.
create table record_chain (
  chain text primary key,
  partnership_id uuid,
  council text,
  length integer not null,
  hash text not null,
  check ((partnership_id is null) <> (council is null))
);

create table record_entry (
  chain text not null references record_chain,
  number integer not null,
  partnership_id uuid,
  council text,
  at timestamptz not null,
  person uuid,
  acting_for text,
  event text not null,
  facts jsonb not null,
  previous text not null,
  hash text not null,
  primary key (chain, number),
  check ((partnership_id is null) <> (council is null))
);

grant select, insert on record_chain to handfast_app;
grant update (length, hash) on record_chain to handfast_app;
grant select, insert on record_entry to handfast_app;
alter table record_chain enable row level security;
alter table record_chain force row level security;
alter table record_entry enable row level security;
alter table record_entry force row level security;
-- The policies stand in 0003, when there are partnerships to belong to.

-- Mail that waits to be sent. A link with a secret is made while sending; what stands here can sign nobody in.
create table platform_mail (
  id uuid primary key,
  to_address text not null,
  person uuid,
  template text not null,
  subject text not null,
  facts jsonb not null,
  sandbox boolean not null default false,
  written_at timestamptz not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  try_after timestamptz not null,
  sent_at timestamptz,
  reply text
);
create index platform_mail_due on platform_mail (try_after) where state = 'waiting';
grant select, insert, delete on platform_mail to handfast_app;
grant update (state, try_after, attempts) on platform_mail to handfast_app;
grant select, update, delete on platform_mail to handfast_worker;
alter table platform_mail enable row level security;
alter table platform_mail force row level security;
create policy write_mail on platform_mail for insert to handfast_app with check (true);
create policy operator_reads_mail on platform_mail for select to handfast_app using ((select asking_operator()));
create policy operator_retries_mail on platform_mail for update to handfast_app using ((select asking_operator()));
create policy operator_clears_mail on platform_mail for delete to handfast_app using ((select asking_operator()));
create policy worker_sends_mail on platform_mail to handfast_worker using (true) with check (true);

-- How often something was tried in a window of time. The key is a keyed digest; it names nobody.
create table platform_attempt (
  key text not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (key, window_start)
);
grant select, insert, update, delete on platform_attempt to handfast_app, handfast_worker;

-- Facts about this instance that must survive a restart (the date of the last backup, the digest of the content loaded).
create table platform_note (
  name text primary key,
  value jsonb not null,
  at timestamptz not null
);
grant select, insert, update on platform_note to handfast_app, handfast_worker;

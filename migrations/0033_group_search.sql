-- Searches for the group of councils that might save most. They stand here so that a restart loses none and any node can tell
-- how far one has come. A search is found by its random address and by nothing else; who asked for it is not kept.

create table finding_group_search (
  id uuid primary key,
  wanted jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'stopped', 'too-many', 'failed')),
  -- First or second members done, of all; and groups scored by then.
  done integer not null default 0,
  of_all integer not null default 1,
  scored integer not null default 0,
  found jsonb,
  -- A random name for one taking up of it, and its last sign of life.
  runner uuid,
  beat_at timestamptz,
  asked_at timestamptz not null,
  check (state <> 'done' or found is not null)
);
create index finding_group_search_asked on finding_group_search (asked_at);

grant select, insert on finding_group_search to handfast_app;
grant update (state) on finding_group_search to handfast_app;
grant select, delete on finding_group_search to handfast_worker;
grant update (state, done, of_all, scored, found, runner, beat_at) on finding_group_search to handfast_worker;
grant select on finding_group_search to handfast_keeper;

alter table finding_group_search enable row level security;
alter table finding_group_search force row level security;
-- Whoever has the address, and nobody by a list.
create policy by_address on finding_group_search for select to handfast_app using (id = (select asking('group_search')::uuid));
create policy anybody_asks on finding_group_search for insert to handfast_app with check (
  state = 'waiting' and found is null and runner is null);
create policy stopped_by_address on finding_group_search for update to handfast_app
  using (id = (select asking('group_search')::uuid) and state in ('waiting', 'running')) with check (state = 'stopped');
create policy worker_searches on finding_group_search to handfast_worker using (true) with check (true);
create policy keeper_reads on finding_group_search for select to handfast_keeper using (true);

-- How many searches wait or run that were asked for before a moment.
create function finding_searches_before(moment timestamptz) returns integer language sql stable security definer set search_path = public as $$
  select count(*)::integer from finding_group_search where state in ('waiting', 'running') and asked_at < moment
$$;
alter function finding_searches_before(timestamptz) owner to handfast_keeper;

select admit_archivist();

-- Leaving a partnership: each council's own exit plan, the joint strategy, notice, settlement and lessons.

-- The joint strategy is for those who are in; what was settled with a council that left stays open to it as well.
create function exit_partnerships() returns setof uuid language sql stable security definer set search_path = public as $$
  select partnership_id from partnership_member
    where authority_code = asking_council() and joined_at is not null and left_at is null
  union
  select partnership_id from partnership_manager where person_id = asking_person() and ended_at is null
    and asking_council() is null
$$;
create function exit_settling() returns setof uuid language sql stable security definer set search_path = public as $$
  select partnership_id from partnership_member where authority_code = asking_council() and joined_at is not null
  union
  select exit_partnerships()
$$;
alter function exit_partnerships() owner to handfast_keeper;
alter function exit_settling() owner to handfast_keeper;

-- A council's data key for its own plan, wrapped by the instance key.
create table exit_key (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  authority_code text not null references authorities_authority,
  wrapped bytea not null,
  primary key (partnership_id, authority_code)
);

-- What a council writes for itself: answers, register entries, rehearsals, whether it is thinking of leaving. All of it
-- sealed alike, without a name, a person or a time: from outside, one row is like another.
create table exit_private (
  partnership_id uuid not null,
  id uuid not null,
  authority_code text not null,
  version integer not null,
  sealed bytea not null,
  primary key (partnership_id, id),
  foreign key (partnership_id, authority_code) references exit_key on delete cascade
);

-- A council's plan as it chose to show it, whole, each time as a new row. The partners read these and nothing above.
create table exit_shared_plan (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  authority_code text not null references authorities_authority,
  number integer not null,
  content jsonb not null,
  shared_by uuid not null,
  shared_at timestamptz not null,
  primary key (partnership_id, authority_code, number)
);

-- The joint strategy, the terms of leaving, and what is to be done in a reorganisation.
create table exit_joint (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  id uuid not null,
  place text not null,
  version integer not null,
  content jsonb not null,
  saved_by uuid not null,
  saved_for text not null,
  saved_at timestamptz not null,
  primary key (partnership_id, id),
  unique (partnership_id, place)
);

-- A council that has given notice. One at a time for each.
create table exit_leaving (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  id uuid not null,
  authority_code text not null references authorities_authority,
  state text not null check (state in ('notice', 'planning', 'transferring', 'settling', 'closed', 'withdrawn')),
  notice jsonb not null,
  version integer not null,
  given_by uuid not null,
  given_at timestamptz not null,
  closed_at timestamptz,
  primary key (partnership_id, id)
);
create unique index exit_leaving_once on exit_leaving (partnership_id, authority_code) where state not in ('closed', 'withdrawn');

-- What parting costs and who pays whom. Approved by every council as one hash, in partnership_approval.
create table exit_settlement (
  partnership_id uuid not null,
  leaving_id uuid not null,
  version integer not null,
  content jsonb not null,
  hash text not null,
  saved_by uuid not null,
  saved_for text not null,
  saved_at timestamptz not null,
  primary key (partnership_id, leaving_id),
  foreign key (partnership_id, leaving_id) references exit_leaving on delete cascade
);

-- What was learnt. Public once every council has agreed to this very text.
create table exit_lesson (
  partnership_id uuid not null,
  leaving_id uuid not null,
  version integer not null,
  content jsonb not null,
  hash text not null,
  saved_by uuid not null,
  saved_for text not null,
  saved_at timestamptz not null,
  published_at timestamptz,
  primary key (partnership_id, leaving_id),
  foreign key (partnership_id, leaving_id) references exit_leaving on delete cascade
);

grant select, insert on exit_key, exit_shared_plan to handfast_app;
grant select, insert, update, delete on exit_private, exit_joint to handfast_app;
grant select, insert, update on exit_leaving, exit_settlement, exit_lesson to handfast_app;

do $$
declare t text;
begin
  foreach t in array array['exit_key', 'exit_private', 'exit_shared_plan', 'exit_joint', 'exit_leaving', 'exit_settlement', 'exit_lesson'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

create policy own_key on exit_key for select to handfast_app using (authority_code = (select asking_council()));
create policy own_key_made on exit_key for insert to handfast_app with check (
  authority_code = asking_council() and partnership_id in (select exit_partnerships()));
create policy own_plan_read on exit_private for select to handfast_app using (
  authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy', 'approver', 'reader'));
create policy own_plan_written on exit_private for insert to handfast_app with check (
  authority_code = asking_council() and asking_role() in ('lead', 'deputy') and partnership_id in (select exit_partnerships()));
create policy own_plan_mended on exit_private for update to handfast_app using (
  authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy'));
create policy own_plan_cleared on exit_private for delete to handfast_app using (
  authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy'));

create policy partners_read on exit_shared_plan for select to handfast_app using (partnership_id in (select exit_partnerships()));
create policy own_shared on exit_shared_plan for insert to handfast_app with check (
  authority_code = asking_council() and shared_by = asking_person() and asking_role() in ('lead', 'deputy')
  and partnership_id in (select exit_partnerships()));

create policy partners_read on exit_joint for select to handfast_app using (partnership_id in (select exit_partnerships()));
create policy leads_write on exit_joint for insert to handfast_app with check (
  partnership_id in (select exit_partnerships()) and saved_for = asking_council() and asking_role() in ('lead', 'deputy'));
create policy leads_mend on exit_joint for update to handfast_app
  using (partnership_id in (select exit_partnerships()) and (select asking_role()) in ('lead', 'deputy'))
  with check (saved_for = asking_council());
create policy leads_clear on exit_joint for delete to handfast_app using (
  partnership_id in (select exit_partnerships()) and (select asking_role()) in ('lead', 'deputy'));

create policy partners_read on exit_leaving for select to handfast_app using (partnership_id in (select exit_settling()));
create policy own_notice on exit_leaving for insert to handfast_app with check (
  authority_code = asking_council() and given_by = asking_person() and asking_role() in ('lead', 'deputy')
  and partnership_id in (select exit_partnerships()));
create policy leads_move on exit_leaving for update to handfast_app using (
  partnership_id in (select exit_settling()) and (select asking_role()) in ('lead', 'deputy'));
create policy partners_read on exit_settlement for select to handfast_app using (partnership_id in (select exit_settling()));
create policy leads_write on exit_settlement for insert to handfast_app with check (
  partnership_id in (select exit_settling()) and saved_for = asking_council() and asking_role() in ('lead', 'deputy'));
create policy leads_mend on exit_settlement for update to handfast_app
  using (partnership_id in (select exit_settling()) and (select asking_role()) in ('lead', 'deputy'))
  with check (saved_for = asking_council());
create policy read_when_public on exit_lesson for select to handfast_app using (
  published_at is not null or partnership_id in (select exit_settling()));
create policy leads_write on exit_lesson for insert to handfast_app with check (
  published_at is null and partnership_id in (select exit_settling()) and saved_for = asking_council() and asking_role() in ('lead', 'deputy'));
-- What is public stays as it was agreed.
create policy leads_mend on exit_lesson for update to handfast_app
  using (published_at is null and partnership_id in (select exit_settling()) and (select asking_role()) in ('lead', 'deputy'))
  with check (partnership_id in (select exit_settling()));
select admit_archivist();

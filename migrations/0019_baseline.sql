-- The baseline: what each council's services cost and do today. A council's figures are its own until it shares them; when
-- every council's section 151 officer has confirmed the same hash it is locked, and from then on nobody changes it.

create table business_case_baseline (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  version integer not null check (version > 0),
  -- What the councils' approvals name (partnership_approval.subject_id).
  id uuid not null,
  -- The financial year whose prices every figure is in, such as 2026-27.
  year text not null check (year ~ '^\d{4}-\d{2}$'),
  -- Why there is a version after the first.
  reason text,
  started_by uuid not null,
  started_for text not null references authorities_authority,
  started_at timestamptz not null,
  locked_at timestamptz,
  hash text,
  primary key (partnership_id, version),
  check ((locked_at is null) = (hash is null))
);

create table business_case_service (
  partnership_id uuid not null,
  version integer not null,
  id uuid not null,
  name text not null,
  -- What its volume is counted in: calls, users, invoices.
  unit text not null,
  place integer not null,
  primary key (partnership_id, version, id),
  unique (partnership_id, version, name),
  foreign key (partnership_id, version) references business_case_baseline on delete cascade
);

-- One figure of one council. Its source and owner stand with it. No time: partners who read it learn when it is shared, not
-- when it was worked on.
create table business_case_figure (
  partnership_id uuid not null,
  version integer not null,
  authority_code text not null references authorities_authority,
  service_id uuid not null,
  measure text not null,
  value jsonb not null,
  source text not null,
  owner text not null,
  entered_by uuid not null,
  seen integer not null,
  primary key (partnership_id, version, authority_code, service_id, measure),
  foreign key (partnership_id, version, service_id) references business_case_service on delete cascade
);

-- From here on the partners read this council's figures, as they stand and as they change until all is locked.
create table business_case_shared (
  partnership_id uuid not null,
  version integer not null,
  authority_code text not null references authorities_authority,
  shared_by uuid not null,
  shared_at timestamptz not null,
  primary key (partnership_id, version, authority_code),
  foreign key (partnership_id, version) references business_case_baseline on delete cascade
);

-- A task in scope, whose way of doing it wins, and who will do it otherwise, at what price and until when.
create table business_case_task (
  partnership_id uuid not null,
  version integer not null,
  id uuid not null,
  service_id uuid not null,
  name text not null,
  in_scope boolean not null,
  process_of text,
  deviations jsonb not null,
  seen integer not null,
  primary key (partnership_id, version, id),
  foreign key (partnership_id, version, service_id) references business_case_service on delete cascade
);

-- A sheet or block of figures that one council has loaded and not yet taken, or taken and may still undo.
create table business_case_import (
  partnership_id uuid not null,
  version integer not null,
  authority_code text not null references authorities_authority,
  id uuid not null,
  file_name text not null,
  rows jsonb not null,
  undo jsonb,
  made_by uuid not null,
  primary key (partnership_id, version, authority_code),
  foreign key (partnership_id, version) references business_case_baseline on delete cascade
);

grant select, insert on business_case_baseline to handfast_app;
grant update (year, locked_at, hash) on business_case_baseline to handfast_app;
grant select, insert, update, delete on business_case_service, business_case_figure, business_case_task, business_case_import to handfast_app;
grant select, insert on business_case_shared to handfast_app;
grant select, insert on business_case_baseline, business_case_service, business_case_figure, business_case_shared, business_case_task to handfast_keeper;

-- The partnerships that the asker's council has joined and not left, or that the asker manages. An invitation alone opens nothing.
create function asker_present_partnerships() returns setof uuid language sql stable security definer set search_path = public as $$
  select partnership_id from partnership_member
  where authority_code = asking_council() and joined_at is not null and left_at is null
  union
  select partnership_id from partnership_manager where person_id = asking_person() and ended_at is null
    and asking_council() is null
$$;
alter function asker_present_partnerships() owner to handfast_keeper;

-- Whether the asker may write for a council: those who lead it and those who help them.
create function asker_writes() returns boolean language sql stable as $$
  select coalesce(asking_council() is not null and asking_role() in ('lead', 'deputy', 'contributor'), false)
$$;

-- Looks past the policies, and says only yes or no. A baseline that is gone (its partnership was removed) locks nothing.
create function business_case_locked(partnership uuid, of_version integer) returns boolean
  language sql stable security definer set search_path = public as $$
  select exists (select from business_case_baseline b
    where b.partnership_id = partnership and b.version = of_version and b.locked_at is not null)
$$;
alter function business_case_locked(uuid, integer) owner to handfast_keeper;

create function business_case_partnership_there(partnership uuid) returns boolean
  language sql stable security definer set search_path = public as $$
  select exists (select from partnership_partnership p where p.id = partnership)
$$;
alter function business_case_partnership_there(uuid) owner to handfast_keeper;

-- Whoever asks, and whatever for: what is locked stays as it is. Only an archive that is brought back puts rows in.
create function business_case_refuse_locked() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and current_user = 'handfast_archivist' then return new; end if;
  if tg_op <> 'INSERT' and business_case_locked(old.partnership_id, old.version) then
    raise exception 'A locked baseline cannot be changed. A correction is a new version.' using errcode = 'restrict_violation';
  end if;
  if tg_op <> 'DELETE' and business_case_locked(new.partnership_id, new.version) then
    raise exception 'A locked baseline cannot be changed. A correction is a new version.' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;

create function business_case_refuse_unlock() returns trigger language plpgsql as $$
begin
  if old.locked_at is not null and (tg_op = 'UPDATE' or business_case_partnership_there(old.partnership_id)) then
    raise exception 'A locked baseline cannot be changed. A correction is a new version.' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;

create trigger stays_locked before update or delete on business_case_baseline
  for each row execute function business_case_refuse_unlock();
do $$
declare t text;
begin
  foreach t in array array['business_case_service', 'business_case_figure', 'business_case_shared', 'business_case_task', 'business_case_import'] loop
    execute format('create trigger stays_locked before insert or update or delete on %I for each row execute function business_case_refuse_locked()', t);
  end loop;
end $$;

-- A correction begins as a copy of the locked version before it: the same services, figures and tasks, shared as they were.
-- It runs for the keeper, because no council may write another's figures; it can copy, and change nothing.
create function business_case_copy(partnership uuid, of_version integer, new_id uuid, why text) returns integer
  language plpgsql volatile security definer set search_path = public as $$
declare newer integer := of_version + 1;
begin
  if partnership not in (select asker_present_partnerships()) or not coalesce(asking_role() in ('lead', 'deputy'), false)
    or not business_case_locked(partnership, of_version)
    or exists (select from business_case_baseline b where b.partnership_id = partnership and b.version > of_version) then
    return null;
  end if;
  insert into business_case_baseline (partnership_id, version, id, year, reason, started_by, started_for, started_at)
    select partnership_id, newer, new_id, year, why, asking_person(), asking_council(), asking_now()
    from business_case_baseline b where b.partnership_id = partnership and b.version = of_version;
  insert into business_case_service select partnership_id, newer, id, name, unit, place
    from business_case_service s where s.partnership_id = partnership and s.version = of_version;
  insert into business_case_figure select partnership_id, newer, authority_code, service_id, measure, value, source, owner, entered_by, 1
    from business_case_figure f where f.partnership_id = partnership and f.version = of_version;
  insert into business_case_shared select partnership_id, newer, authority_code, shared_by, shared_at
    from business_case_shared s where s.partnership_id = partnership and s.version = of_version;
  insert into business_case_task select partnership_id, newer, id, service_id, name, in_scope, process_of, deviations, 1
    from business_case_task t where t.partnership_id = partnership and t.version = of_version;
  return newer;
end $$;
alter function business_case_copy(uuid, integer, uuid, text) owner to handfast_keeper;

do $$
declare t text;
begin
  foreach t in array array['business_case_baseline', 'business_case_service', 'business_case_figure', 'business_case_shared',
    'business_case_task', 'business_case_import'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['business_case_baseline', 'business_case_service', 'business_case_figure', 'business_case_shared',
    'business_case_task'] loop
    execute format('create policy keeper_copies on %I to handfast_keeper using (true) with check (true)', t);
  end loop;
end $$;

create policy partners_read on business_case_baseline for select to handfast_app
  using (partnership_id in (select asker_present_partnerships()));
create policy partners_start on business_case_baseline for insert to handfast_app with check (
  partnership_id in (select asker_present_partnerships()) and asker_writes() and started_by = asking_person()
  and started_for = asking_council() and locked_at is null);
create policy partners_lock on business_case_baseline for update to handfast_app
  using (partnership_id in (select asker_present_partnerships()) and (select asker_writes()));

create policy partners_read on business_case_service for select to handfast_app
  using (partnership_id in (select asker_present_partnerships()));
create policy partners_write on business_case_service to handfast_app
  using (partnership_id in (select asker_present_partnerships()) and (select asker_writes()))
  with check (partnership_id in (select asker_present_partnerships()) and asker_writes());

create policy own_figures on business_case_figure for select to handfast_app
  using (authority_code = (select asking_council()) and partnership_id in (select asker_present_partnerships()));
create policy shared_figures on business_case_figure for select to handfast_app using (
  partnership_id in (select asker_present_partnerships()) and exists (select from business_case_shared s
    where s.partnership_id = business_case_figure.partnership_id and s.version = business_case_figure.version
      and s.authority_code = business_case_figure.authority_code));
create policy own_council_writes on business_case_figure for insert to handfast_app with check (
  authority_code = asking_council() and partnership_id in (select asker_present_partnerships()) and asker_writes());
create policy own_council_mends on business_case_figure for update to handfast_app
  using (authority_code = (select asking_council()) and partnership_id in (select asker_present_partnerships()) and (select asker_writes()))
  with check (authority_code = asking_council());
create policy own_council_clears on business_case_figure for delete to handfast_app
  using (authority_code = (select asking_council()) and partnership_id in (select asker_present_partnerships()) and (select asker_writes()));

create policy partners_read on business_case_shared for select to handfast_app
  using (partnership_id in (select asker_present_partnerships()));
create policy own_sharing on business_case_shared for insert to handfast_app with check (
  authority_code = asking_council() and shared_by = asking_person() and partnership_id in (select asker_present_partnerships())
  and asking_role() in ('lead', 'deputy'));

create policy partners_read on business_case_task for select to handfast_app
  using (partnership_id in (select asker_present_partnerships()));
create policy partners_write on business_case_task to handfast_app
  using (partnership_id in (select asker_present_partnerships()) and (select asker_writes()))
  with check (partnership_id in (select asker_present_partnerships()) and asker_writes());

create policy own_import on business_case_import to handfast_app
  using (authority_code = (select asking_council()) and partnership_id in (select asker_present_partnerships()) and (select asker_writes()))
  with check (authority_code = asking_council() and partnership_id in (select asker_present_partnerships()) and asker_writes());

select admit_archivist();

-- The business case: what the councils would do, what it would cost and save, and every run of the figures. All of it is the
-- partnership's own; what a council keeps to itself never enters it.

create table business_case_case (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  id uuid not null,
  name text not null,
  started_by uuid not null,
  started_for text not null references authorities_authority,
  started_at timestamptz not null,
  primary key (partnership_id, id)
);

-- A case is kept in parts, each saved by itself: its frame, its words, one service, one line, one risk. `seen` is the version
-- that the next writer must have seen.
create table business_case_part (
  partnership_id uuid not null,
  case_id uuid not null,
  part text not null,
  value jsonb not null,
  entered_by uuid not null,
  entered_for text not null references authorities_authority,
  seen integer not null,
  primary key (partnership_id, case_id, part),
  foreign key (partnership_id, case_id) references business_case_case on delete cascade
);

-- A run: what went in, where chance began, which engine, what came out. A run that is done never changes.
create table business_case_run (
  partnership_id uuid not null,
  case_id uuid not null,
  id uuid not null,
  number integer not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  baseline_version integer not null,
  baseline_locked boolean not null,
  seed integer not null,
  draws integer not null,
  engine_version text not null,
  -- Everything that was computed from: one input for each option, with where each number is from.
  inputs jsonb not null,
  input_hash text not null,
  done_of_hundred integer not null,
  -- What the pages draw.
  summary jsonb,
  -- What `handfast replay` reads, byte for byte, for each option.
  saved jsonb,
  trouble text,
  asked_by uuid not null,
  asked_for text not null references authorities_authority,
  asked_at timestamptz not null,
  beat_at timestamptz not null,
  done_at timestamptz,
  primary key (partnership_id, case_id, id),
  unique (partnership_id, case_id, number),
  foreign key (partnership_id, case_id) references business_case_case on delete cascade
);

grant select, insert on business_case_case to handfast_app;
grant update (name) on business_case_case to handfast_app;
grant select, insert, update, delete on business_case_part to handfast_app;
grant select, insert on business_case_run to handfast_app;
grant update (state, done_of_hundred, summary, saved, trouble, beat_at, done_at) on business_case_run to handfast_app;

create function business_case_run_stays() returns trigger language plpgsql as $$
begin
  if old.state = 'done' then
    raise exception 'A run that is done cannot be changed. Make another.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger stays before update on business_case_run for each row execute function business_case_run_stays();

do $$
declare t text;
begin
  foreach t in array array['business_case_case', 'business_case_part', 'business_case_run'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy partners_read on %I for select to handfast_app using (partnership_id in (select asker_present_partnerships()))', t);
    execute format('create policy partners_write on %I for update to handfast_app using (partnership_id in (select asker_present_partnerships()) and (select asker_writes()))', t);
  end loop;
end $$;
create policy partners_start on business_case_case for insert to handfast_app with check (
  partnership_id in (select asker_present_partnerships()) and asker_writes() and started_by = asking_person() and started_for = asking_council());
create policy partners_enter on business_case_part for insert to handfast_app with check (
  partnership_id in (select asker_present_partnerships()) and asker_writes() and entered_by = asking_person() and entered_for = asking_council());
create policy partners_clear on business_case_part for delete to handfast_app
  using (partnership_id in (select asker_present_partnerships()) and (select asker_writes()));
create policy partners_ask on business_case_run for insert to handfast_app with check (
  partnership_id in (select asker_present_partnerships()) and asker_writes() and asked_by = asking_person() and asked_for = asking_council());

select admit_archivist();

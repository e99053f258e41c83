-- At the end of a year: what the shared service really cost, what each council has paid, and so what each still owes. Held
-- against the split that was agreed, which the row names by its hash.
create table cost_sharing_true_up (
  partnership_id uuid not null references cost_sharing_split on delete cascade,
  year text not null check (year ~ '^20[0-9]{2}-[0-9]{2}$'),
  figures jsonb not null,
  seen integer not null check (seen > 0),
  changed_by uuid not null,
  changed_for text not null references authorities_authority,
  changed_at timestamptz not null,
  primary key (partnership_id, year)
);

grant select, insert on cost_sharing_true_up to handfast_app;
grant update (figures, seen, changed_by, changed_for, changed_at) on cost_sharing_true_up to handfast_app;
alter table cost_sharing_true_up enable row level security;
alter table cost_sharing_true_up force row level security;

create policy partners_read on cost_sharing_true_up for select to handfast_app
  using (partnership_id in (select asker_partnerships()));
create policy partners_begin on cost_sharing_true_up for insert to handfast_app with check (
  partnership_id in (select asker_partnerships()) and asker_writes() and changed_by = asking_person()
  and changed_for = asking_council());
create policy partners_change on cost_sharing_true_up for update to handfast_app
  using (partnership_id in (select asker_partnerships()) and (select asker_writes()))
  with check (changed_by = asking_person() and changed_for = asking_council());

select admit_archivist();

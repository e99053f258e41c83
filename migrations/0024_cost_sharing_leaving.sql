-- What a council last asked of "what if we left", or of anybody's leaving: kept for it alone, sealed under a key of its own.
-- A row is written whenever anybody of the council works out anything on that page, in the same size, so that neither a
-- partner nor whoever runs the database can tell a private question from an ordinary one. No time is kept.
create table cost_sharing_leaving (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  authority_code text not null references authorities_authority,
  wrapped bytea not null,
  sealed bytea not null,
  primary key (partnership_id, authority_code)
);

grant select, insert on cost_sharing_leaving to handfast_app;
grant update (wrapped, sealed) on cost_sharing_leaving to handfast_app;
alter table cost_sharing_leaving enable row level security;
alter table cost_sharing_leaving force row level security;

create policy own_council on cost_sharing_leaving for select to handfast_app
  using (authority_code = (select asking_council()) and partnership_id in (select asker_present_partnerships())
    and (select asker_writes()));
create policy own_council_keeps on cost_sharing_leaving for insert to handfast_app with check (
  authority_code = asking_council() and partnership_id in (select asker_present_partnerships()) and asker_writes());
create policy own_council_changes on cost_sharing_leaving for update to handfast_app
  using (authority_code = (select asking_council()) and partnership_id in (select asker_present_partnerships())
    and (select asker_writes()))
  with check (authority_code = asking_council());

select admit_archivist();

-- How a shared cost is divided: what each council would pay alone, what groups would pay together, and the split that the
-- councils propose to each other, with who agreed and who dissented.

create table cost_sharing_split (
  partnership_id uuid primary key references partnership_partnership on delete cascade,
  -- What the councils' approvals name (partnership_approval.subject_id).
  id uuid not null,
  figures jsonb not null,
  -- The rule that is proposed with its reason and the figures it was worked out from; null until somebody proposes one.
  proposal jsonb,
  proposal_hash text,
  seen integer not null check (seen > 0),
  changed_by uuid not null,
  changed_for text not null references authorities_authority,
  changed_at timestamptz not null,
  check ((proposal is null) = (proposal_hash is null))
);

-- A council that does not agree with a proposal says why. It may still come to agree: the dissent stays beside its yes.
create table cost_sharing_dissent (
  partnership_id uuid not null references cost_sharing_split on delete cascade,
  proposal_hash text not null,
  authority_code text not null references authorities_authority,
  reason text not null,
  dissented_by uuid not null,
  dissented_at timestamptz not null,
  primary key (partnership_id, proposal_hash, authority_code)
);

grant select, insert on cost_sharing_split, cost_sharing_dissent to handfast_app;
grant update (figures, proposal, proposal_hash, seen, changed_by, changed_for, changed_at) on cost_sharing_split to handfast_app;

do $$
declare t text;
begin
  foreach t in array array['cost_sharing_split', 'cost_sharing_dissent'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

create policy partners_read on cost_sharing_split for select to handfast_app
  using (partnership_id in (select asker_present_partnerships()));
create policy partners_begin on cost_sharing_split for insert to handfast_app with check (
  partnership_id in (select asker_present_partnerships()) and asker_writes() and changed_by = asking_person()
  and changed_for = asking_council());
create policy partners_change on cost_sharing_split for update to handfast_app
  using (partnership_id in (select asker_present_partnerships()) and (select asker_writes()))
  with check (changed_by = asking_person() and changed_for = asking_council());

create policy partners_read on cost_sharing_dissent for select to handfast_app
  using (partnership_id in (select asker_present_partnerships()));
create policy own_dissent on cost_sharing_dissent for insert to handfast_app with check (
  authority_code = asking_council() and dissented_by = asking_person() and asking_role() in ('lead', 'deputy')
  and partnership_id in (select asker_present_partnerships()));

select admit_archivist();

-- Sandboxes: pretend councils that anybody may try the product with. They count nowhere and go without a trace.
create table sandbox_sandbox (
  id uuid primary key,
  made_at timestamptz not null,
  used_at timestamptz not null
);
grant select, insert, update on sandbox_sandbox to handfast_app;
grant select on sandbox_sandbox to handfast_worker, handfast_keeper;
alter table sandbox_sandbox enable row level security;
alter table sandbox_sandbox force row level security;
create policy own_sandbox on sandbox_sandbox to handfast_app
  using (id = (select asking('sandbox')::uuid)) with check (id = asking('sandbox')::uuid);
create policy worker_reads on sandbox_sandbox for select to handfast_worker using (true);
create policy keeper_clears on sandbox_sandbox to handfast_keeper using (true);

grant select, delete on record_chain, record_entry, partnership_partnership, people_person, authorities_authority, sandbox_sandbox to handfast_keeper;
create policy keeper_clears on record_chain to handfast_keeper using (true);
create policy keeper_clears on record_entry to handfast_keeper using (true);
create policy keeper_clears on partnership_partnership for delete to handfast_keeper using (true);
create policy keeper_clears on people_person for delete to handfast_keeper using (true);
create policy keeper_clears on authorities_authority for delete to handfast_keeper using (true);

-- Removes one sandbox whole: the one the asker is in, or the one the house-keeping names. Nothing else can be named.
create function sandbox_delete() returns void language plpgsql volatile security definer set search_path = public as $$
declare gone uuid := asking('sandbox')::uuid;
begin
  if gone is null then return; end if;
  delete from record_entry where partnership_id in (select id from partnership_partnership where sandbox_id = gone)
    or council in (select code from authorities_authority where sandbox_id = gone);
  delete from record_chain where partnership_id in (select id from partnership_partnership where sandbox_id = gone)
    or council in (select code from authorities_authority where sandbox_id = gone);
  delete from partnership_partnership where sandbox_id = gone;
  delete from people_person where sandbox_id = gone;
  delete from authorities_authority where sandbox_id = gone;
  delete from sandbox_sandbox where id = gone;
end $$;
alter function sandbox_delete() owner to handfast_keeper;
select admit_archivist();

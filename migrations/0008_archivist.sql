-- Who may carry everything away, and bring it back: `export`, `import`, the nightly backup and `verify`.
--
-- handfast_archivist  reads and adds rows of every table, whoever they belong to. Only the owner of the database may take
--                     this role; the application's own login may not, so serving people never comes near it. The owner
--                     could switch a policy off anyway: this lets it leave them all on.
do $$
begin
  if not exists (select from pg_roles where rolname = 'handfast_archivist') then create role handfast_archivist nologin; end if;
  execute format('grant handfast_archivist to %I', current_user);
end $$;
grant usage on schema public to handfast_archivist;

-- Lets the archivist into every table there is. A migration that makes a table ends with `select admit_archivist();`, or
-- that table would be in no backup; `test/partition-key.test.ts` and the export itself refuse when it was forgotten.
create function admit_archivist() returns void language plpgsql set search_path = pg_catalog, public as $$
declare t record;
begin
  for t in
    select c.relname, c.relrowsecurity and not exists (
        select from pg_policy p where p.polrelid = c.oid and p.polname = 'archivist_keeps') as unadmitted
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'platform_migration'
  loop
    execute format('grant select, insert on %I to handfast_archivist', t.relname);
    if t.unadmitted then
      execute format('create policy archivist_keeps on %I to handfast_archivist using (true) with check (true)', t.relname);
    end if;
  end loop;
end $$;
revoke execute on function admit_archivist() from public;
grant select on platform_migration to handfast_archivist;
select admit_archivist();

-- An instance that has only been started holds these and nothing else; an import puts the archive's in their place.
grant delete on authorities_authority, platform_note, platform_attempt to handfast_archivist;

-- House-keeping forgets people who were invited and never came.
grant delete on people_invitation to handfast_worker;
create policy worker_clears on people_invitation for delete to handfast_worker using (true);

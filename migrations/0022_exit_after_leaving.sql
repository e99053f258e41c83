-- A council that has left is no longer in the partnership, but what was settled with it, and what was learnt from its leaving,
-- is its business too: it reads who agreed to these texts, and may agree that the lessons become public.
create policy leavers_read_exit on partnership_approval for select to handfast_app using (
  subject in ('exit-settlement', 'exit-lessons') and partnership_id in (select asker_left_partnerships()));
create policy leavers_agree on partnership_approval for insert to handfast_app with check (
  subject = 'exit-lessons' and authority_code = asking_council() and approved_by = asking_person()
  and asking_role() in ('lead', 'deputy') and partnership_id in (select asker_left_partnerships()));
select admit_archivist();

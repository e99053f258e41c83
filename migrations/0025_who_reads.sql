-- Who reads what, drawn tighter. An invitation shows a council what the partnership is called and who is in it, as its page
-- promises, and no more; so does having left. What was opened to a council stays open to it (round_party says which rounds).

-- Who is in a partnership: the councils that have joined and not left, and its managers.
create or replace function asker_partnerships() returns setof uuid language sql stable security definer set search_path = public as $$
  select partnership_id from partnership_member
  where authority_code = asking_council() and joined_at is not null and left_at is null
  union
  select partnership_id from partnership_manager where person_id = asking_person() and ended_at is null
    and asking_council() is null
$$;
-- Three functions said this in the words of their modules; one stays.
do $$
declare p record;
begin
  for p in select tablename, policyname, qual, with_check from pg_policies
    where coalesce(qual, '') || coalesce(with_check, '') ~ 'asker_present_partnerships|exit_partnerships'
  loop
    execute format('alter policy %I on %I', p.policyname, p.tablename)
      || coalesce(' using (' || regexp_replace(p.qual, 'asker_present_partnerships|exit_partnerships', 'asker_partnerships', 'g') || ')', '')
      || coalesce(' with check (' || regexp_replace(p.with_check, 'asker_present_partnerships|exit_partnerships', 'asker_partnerships', 'g') || ')', '');
  end loop;
end $$;
create or replace function business_case_copy(partnership uuid, of_version integer, new_id uuid, why text) returns integer
  language plpgsql volatile security definer set search_path = public as $$
declare newer integer := of_version + 1;
begin
  if partnership not in (select asker_partnerships()) or not coalesce(asking_role() in ('lead', 'deputy'), false)
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

-- The partnerships that the asker's council knows of: invited to, in, or left.
create function asker_known_partnerships() returns setof uuid language sql stable security definer set search_path = public as $$
  select partnership_id from partnership_member where authority_code = asking_council()
$$;
alter function asker_known_partnerships() owner to handfast_keeper;
drop policy leavers_read on partnership_partnership;
drop policy leavers_read on partnership_member;
create policy known_read on partnership_partnership for select to handfast_app using (id in (select asker_known_partnerships()));
create policy known_read on partnership_member for select to handfast_app using (
  partnership_id in (select asker_known_partnerships()));

-- Joining speaks for the council.
alter policy own_membership on partnership_member using (
  authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy'));

-- Opened answers are for those who put their own on the table.
create or replace function asker_opened_rounds() returns setof uuid language sql stable security definer set search_path = public as $$
  select r.id from round_round r
  join round_party p on p.partnership_id = r.partnership_id and p.round_id = r.id
  join round_seal s on s.partnership_id = p.partnership_id and s.round_id = p.round_id and s.authority_code = p.authority_code
  where p.authority_code = asking_council() and p.withdrawn_at is null and s.sealed_at is not null and r.state in ('revealed', 'archived')
  union
  select r.id from round_round r join partnership_manager m on m.partnership_id = r.partnership_id
  where m.person_id = asking_person() and m.ended_at is null and asking_council() is null
    and r.manager_sees and r.state in ('revealed', 'archived')
$$;

-- Who writes figures for a council: those who lead it and those who hold one of its offices. Staff who answer surveys do not,
-- nor do members.
create or replace function asker_writes() returns boolean language sql stable as $$
  select coalesce(asking_council() is not null and (asking_role() in ('lead', 'deputy')
    or asking_role() = 'contributor' and asking('office') not in ('staff', 'member')), false)
$$;

-- A council's leaving, and what comes of it, is for those who are in the partnership and for the one that leaves, also when it
-- has left. Of another's leaving after its own it learns nothing.
alter policy partners_read on exit_leaving using (
  partnership_id in (select asker_partnerships()) or authority_code = (select asking_council()));
alter policy leads_move on exit_leaving using (
  (partnership_id in (select asker_partnerships()) or authority_code = (select asking_council()))
  and (select asking_role()) in ('lead', 'deputy'));
alter policy partners_read on exit_settlement using (leaving_id in (select id from exit_leaving));
alter policy leads_write on exit_settlement with check (
  leaving_id in (select id from exit_leaving) and saved_for = asking_council() and asking_role() in ('lead', 'deputy'));
alter policy leads_mend on exit_settlement
  using (leaving_id in (select id from exit_leaving) and (select asking_role()) in ('lead', 'deputy'));
alter policy read_when_public on exit_lesson using (
  published_at is not null or leaving_id in (select id from exit_leaving));
alter policy leads_write on exit_lesson with check (
  published_at is null and leaving_id in (select id from exit_leaving) and saved_for = asking_council()
  and asking_role() in ('lead', 'deputy'));
alter policy leads_mend on exit_lesson
  using (published_at is null and leaving_id in (select id from exit_leaving) and (select asking_role()) in ('lead', 'deputy'))
  with check (leaving_id in (select id from exit_leaving));
alter policy leavers_read_exit on partnership_approval using (
  subject in ('exit-settlement', 'exit-lessons')
  and subject_id in (select id from exit_leaving where authority_code = (select asking_council())));
alter policy leavers_agree on partnership_approval with check (
  subject = 'exit-lessons' and authority_code = asking_council() and approved_by = asking_person()
  and asking_role() in ('lead', 'deputy')
  and subject_id in (select id from exit_leaving where authority_code = asking_council()));

-- "What if we left" is for those who speak for the council.
alter policy own_council on cost_sharing_leaving using (
  authority_code = (select asking_council()) and partnership_id in (select asker_partnerships())
  and (select asking_role()) in ('lead', 'deputy'));
alter policy own_council_keeps on cost_sharing_leaving with check (
  authority_code = asking_council() and partnership_id in (select asker_partnerships()) and asking_role() in ('lead', 'deputy'));
alter policy own_council_changes on cost_sharing_leaving using (
  authority_code = (select asking_council()) and partnership_id in (select asker_partnerships())
  and (select asking_role()) in ('lead', 'deputy'));

drop function asker_left_partnerships();
drop function asker_present_partnerships();
drop function exit_settling();
drop function exit_partnerships();

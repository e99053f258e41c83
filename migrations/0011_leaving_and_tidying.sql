-- A council that has left a partnership is no longer in it: leaving ends access at once. What was opened to it stays open to
-- it (round_party says which rounds), and those pages still say what the partnership was called and who was in it.

create or replace function asker_partnerships() returns setof uuid language sql stable security definer set search_path = public as $$
  select partnership_id from partnership_member where authority_code = asking_council() and left_at is null
  union
  select partnership_id from partnership_manager where person_id = asking_person() and ended_at is null
    and asking_council() is null
$$;

create function asker_left_partnerships() returns setof uuid language sql stable security definer set search_path = public as $$
  select partnership_id from partnership_member where authority_code = asking_council() and left_at is not null
$$;
alter function asker_left_partnerships() owner to handfast_keeper;

create policy leavers_read on partnership_partnership for select to handfast_app using (id in (select asker_left_partnerships()));
create policy leavers_read on partnership_member for select to handfast_app using (
  partnership_id in (select asker_left_partnerships()));

-- Starting a partnership makes its starter's council a member a moment later; afterwards membership is what counts.
drop policy partners_read on partnership_partnership;
create policy partners_read on partnership_partnership for select to handfast_app using (
  id in (select asker_partnerships())
  or (created_by = (select asking_person()) and created_for = (select asking_council()) and created_at = asking_now()));

-- Invitations that nobody took up are forgotten in the end: they hold an address.
grant delete on people_invitation to handfast_worker;
create policy worker_forgets on people_invitation for delete to handfast_worker using (accepted_at is null);

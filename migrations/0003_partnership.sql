-- A partnership: who is in, what is shared, what stage it has reached. With one member it is a council's own private room.
create table partnership_partnership (
  id uuid primary key,
  name text not null,
  service text not null,
  stage text not null check (stage in ('co-exist', 'communicate', 'co-operate', 'collaborate', 'combine', 'ended')),
  sandbox_id uuid,
  created_by uuid not null,
  created_for text not null references authorities_authority,
  created_at timestamptz not null
);

create table partnership_member (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  authority_code text not null references authorities_authority,
  invited_at timestamptz not null,
  invited_by text,
  joined_at timestamptz,
  left_at timestamptz,
  primary key (partnership_id, authority_code)
);
create index partnership_member_council on partnership_member (authority_code);

-- A partnership manager keeps the work moving and sees no answers before the reveal; after it only what the terms give.
create table partnership_manager (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  person_id uuid not null references people_person on delete cascade,
  given_at timestamptz not null,
  given_by uuid not null,
  ended_at timestamptz,
  primary key (partnership_id, person_id)
);

-- Several councils approve one hash: a round's terms now; a baseline, heads of terms, a settlement later.
create table partnership_approval (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  subject text not null,
  subject_id uuid not null,
  hash text not null,
  authority_code text not null references authorities_authority,
  approved_by uuid not null,
  approved_at timestamptz not null,
  primary key (partnership_id, subject, subject_id, hash, authority_code)
);

grant select, insert, update, delete on partnership_partnership, partnership_member, partnership_manager to handfast_app;
grant select, insert, delete on partnership_approval to handfast_app;
grant select on partnership_partnership, partnership_member, partnership_manager to handfast_worker, handfast_keeper;
grant insert, update on partnership_manager to handfast_keeper;

-- Questions that must look past a policy to answer "does the asker belong?". Each returns ids only.
create function asker_partnerships() returns setof uuid language sql stable security definer set search_path = public as $$
  select partnership_id from partnership_member where authority_code = asking_council()
  union
  select partnership_id from partnership_manager where person_id = asking_person() and ended_at is null
    and asking_council() is null
$$;
create function asker_fellow_councils() returns setof text language sql stable security definer set search_path = public as $$
  select asking_council() where asking_council() is not null
  union
  select authority_code from partnership_member where partnership_id in (select asker_partnerships())
$$;
create function asker_acquaintances() returns setof uuid language sql stable security definer set search_path = public as $$
  select asking_person()
  union
  select person_id from people_mandate where authority_code in (select asker_fellow_councils())
  union
  select person_id from partnership_manager where partnership_id in (select asker_partnerships())
$$;
create function asker_mandates() returns setof uuid language sql stable security definer set search_path = public as $$
  select id from people_mandate where person_id = asking_person()
$$;
-- Whether a council already has somebody who leads it here; asked when somebody invites it. Says yes or no, never who.
create function council_has_lead(council text) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from people_mandate where authority_code = council and role = 'lead' and ended_at is null)
$$;
-- The addresses of a council's leads, for the outbox alone: the inviter is not shown them.
create function lead_addresses(council text) returns table (person_id uuid, email text) language sql stable security definer set search_path = public as $$
  select p.id, p.email from people_mandate m join people_person p on p.id = m.person_id
  where m.authority_code = council and m.role in ('lead', 'deputy') and m.ended_at is null and p.email is not null and p.ended_at is null
$$;

-- Who a session is: the one question asked on every request. A session ends after 60 idle minutes or 12 hours; an ended
-- mandate leaves no role, so leaving ends access at once.
create function asker_session() returns table (person uuid, name text, operator boolean, council text, council_name text, role text,
    office text, managing uuid, managing_name text, sandbox uuid, started_at timestamptz, seen_at timestamptz, proved text)
  language sql stable security definer set search_path = public as $$
  select s.person_id, p.name, p.is_operator, m.authority_code, a.name, m.role, m.office, g.partnership_id, q.name, s.sandbox_id,
    s.started_at, s.seen_at, s.proved
  from people_session s
  join people_person p on p.id = s.person_id and p.ended_at is null
  left join people_mandate m on m.person_id = p.id and m.authority_code = s.acting_for and m.ended_at is null
  left join authorities_authority a on a.code = m.authority_code
  left join partnership_manager g on g.person_id = p.id and g.partnership_id = s.managing and g.ended_at is null
  left join partnership_partnership q on q.id = g.partnership_id
  where s.token_hash = asking('session') and s.ended_at is null
    and s.started_at > asking_now() - interval '12 hours' and s.seen_at > asking_now() - interval '60 minutes'
$$;
-- The partnerships that the asker manages, whichever council they act for at the moment.
create function asker_managed() returns table (partnership uuid, name text) language sql stable security definer set search_path = public as $$
  select p.id, p.name from partnership_manager g join partnership_partnership p on p.id = g.partnership_id
  where g.person_id = asking_person() and g.ended_at is null
$$;
-- The invitation whose link the asker holds: who invites, for which council, to what. All that its page says.
create function asker_invitation() returns table (id uuid, email text, name text, role text, office text, council text, council_name text,
    partnership uuid, partnership_name text, inviter text, inviter_council text, from_outside boolean, expires_at timestamptz,
    accepted_at timestamptz, withdrawn_at timestamptz)
  language sql stable security definer set search_path = public as $$
  select i.id, i.email, i.name, i.role, i.office, a.code, a.name, q.id, q.name, p.name, f.name,
    i.invited_for is distinct from i.authority_code, i.expires_at, i.accepted_at, i.withdrawn_at
  from people_invitation i
  left join authorities_authority a on a.code = i.authority_code
  left join partnership_partnership q on q.id = i.partnership_id
  left join people_person p on p.id = i.invited_by
  left join authorities_authority f on f.code = i.invited_for
  where i.token_hash = asking('invitation')
$$;
-- The same invitation while it can still be accepted. One from another council names a first lead, so it dies when there is one.
create function asker_live_invitation() returns table (council text, partnership uuid, role text, office text, email text)
  language sql stable security definer set search_path = public as $$
  select i.authority_code, i.partnership_id, i.role, i.office, lower(i.email) from people_invitation i
  where i.token_hash = asking('invitation') and i.accepted_at is null and i.withdrawn_at is null and i.expires_at > asking_now()
    and (i.authority_code is null or i.invited_for = i.authority_code or not council_has_lead(i.authority_code))
$$;
-- Takes up the management of a partnership, on the invitation shown. The address invited must be the person's own.
create function accept_management() returns uuid language sql volatile security definer set search_path = public as $$
  insert into partnership_manager (partnership_id, person_id, given_at, given_by)
  select i.partnership_id, p.id, asking_now(), i.invited_by
  from people_invitation i join people_person p on lower(p.email) = lower(i.email) and p.ended_at is null
  where i.token_hash = asking('invitation') and i.role = 'partnership-manager' and p.id = asking('ticket_person')::uuid
    and i.accepted_at is null and i.withdrawn_at is null and i.expires_at > asking_now()
  on conflict (partnership_id, person_id) do update set ended_at = null, given_at = excluded.given_at, given_by = excluded.given_by
  returning partnership_id
$$;
-- An operator names another; an operator takes away what somebody signs in with, and signs them out everywhere.
create function name_operator(who uuid) returns void language sql volatile security definer set search_path = public as $$
  update people_person set is_operator = true where id = who and email is not null and asking_operator()
$$;
create function drop_credentials(who uuid) returns void language sql volatile security definer set search_path = public as $$
  delete from people_credential where person_id = who and asking_operator();
  delete from people_ticket where person_id = who and asking_operator();
  delete from people_session where person_id = who and asking_operator()
$$;
-- Whether the asker holds the one-use address that the first start printed.
create function asker_is_first_operator() returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from platform_note where name = 'first-operator' and value ->> 'hash' = asking('ticket')
    and (value ->> 'expiresAt')::timestamptz > asking_now())
$$;
grant select on authorities_authority to handfast_keeper;
create policy keeper_reads on authorities_authority for select to handfast_keeper using (true);

alter function asker_session() owner to handfast_keeper;
alter function asker_partnerships() owner to handfast_keeper;
alter function asker_fellow_councils() owner to handfast_keeper;
alter function asker_acquaintances() owner to handfast_keeper;
alter function asker_mandates() owner to handfast_keeper;
alter function council_has_lead(text) owner to handfast_keeper;
alter function lead_addresses(text) owner to handfast_keeper;
alter function asker_managed() owner to handfast_keeper;
alter function asker_invitation() owner to handfast_keeper;
alter function asker_live_invitation() owner to handfast_keeper;
alter function accept_management() owner to handfast_keeper;
alter function name_operator(uuid) owner to handfast_keeper;
alter function drop_credentials(uuid) owner to handfast_keeper;
alter function asker_is_first_operator() owner to handfast_keeper;

do $$
declare t text;
begin
  foreach t in array array['people_person', 'people_credential', 'people_mandate', 'people_ticket', 'people_invitation', 'people_session',
    'partnership_partnership', 'partnership_member', 'partnership_manager', 'partnership_approval'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['people_person', 'people_mandate', 'people_session', 'people_invitation', 'people_credential', 'people_ticket', 'partnership_partnership', 'partnership_member', 'partnership_manager'] loop
    execute format('create policy keeper_reads on %I for select to handfast_keeper using (true)', t);
  end loop;
end $$;

-- Authorities: all read the real ones; a pretend one is seen in its own sandbox only.
create policy everybody_reads on authorities_authority for select to handfast_app, handfast_worker
  using (sandbox_id is null or sandbox_id = (select asking('sandbox')::uuid));
create policy loader_writes on authorities_authority to handfast_worker using (true) with check (true);
create policy operator_adds on authorities_authority for insert to handfast_app with check ((select asking_operator()) and sandbox_id is null);
create policy operator_mends on authorities_authority for update to handfast_app using ((select asking_operator()) and added_by is not null);
create policy sandbox_makes on authorities_authority for insert to handfast_app with check (sandbox_id = asking('sandbox')::uuid);
create policy sandbox_clears on authorities_authority for delete to handfast_app using (sandbox_id = asking('sandbox')::uuid);

-- People. A visitor who presents an address may find the one row it names; nobody can list.
create policy known_people on people_person for select to handfast_app using (
  id in (select asker_acquaintances()) or lower(email) = (select asking('address')) or (select asking_operator())
  or sandbox_id = (select asking('sandbox')::uuid)
  or id = (select asking('ticket_person')::uuid));
create policy person_joins on people_person for insert to handfast_app with check (
  asking_operator() or (sandbox_id = asking('sandbox')::uuid and not is_operator)
  or (lower(email) = asking('address') and not is_operator and lower(email) in (select email from asker_live_invitation()))
  or (is_operator and asker_is_first_operator()));
create policy person_mends on people_person for update to handfast_app using (
  id = (select asking_person()) or id = (select asking('ticket_person')::uuid) or (select asking_operator()));
create policy keeper_names on people_person for update to handfast_keeper using (true);
create policy sandbox_people_go on people_person for delete to handfast_app using (sandbox_id = asking('sandbox')::uuid);
create policy worker_reads on people_person for select to handfast_worker using (true);

-- A visitor who types an address lets us read what to hold their password against; only the person, once proved, changes it.
create policy credential_by_address on people_credential for select to handfast_app
  using (person_id in (select id from people_person where lower(email) = asking('address')));
create policy own_credential on people_credential to handfast_app
  using (person_id = (select asking_person()) or person_id = (select asking('ticket_person')::uuid))
  with check (person_id = asking_person() or person_id = asking('ticket_person')::uuid);
create policy keeper_drops on people_credential for delete to handfast_keeper using (true);
create policy keeper_voids on people_ticket for delete to handfast_keeper using (true);

create policy mandates_seen on people_mandate for select to handfast_app using (
  person_id = (select asking_person()) or authority_code in (select asker_fellow_councils()) or (select asking_operator())
  or person_id = (select asking('ticket_person')::uuid));
-- An operator can only start a council off, with its first lead; from then on the council chooses its own.
create policy lead_gives on people_mandate for insert to handfast_app with check (
  (authority_code = asking_council() and asking_role() in ('lead', 'deputy'))
  or (asking_operator() and role = 'lead' and not council_has_lead(authority_code))
  or exists (select from asker_live_invitation() i join people_person p on p.id = person_id and lower(p.email) = i.email
    where i.council = authority_code and i.role = people_mandate.role and i.office is not distinct from people_mandate.office)
  or exists (select from authorities_authority a where a.code = authority_code and a.sandbox_id = asking('sandbox')::uuid));
create policy lead_ends on people_mandate for update to handfast_app using (
  (authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy')) or person_id = (select asking_person()))
  with check (ended_at is not null);
create policy worker_reads on people_mandate for select to handfast_worker using (true);

create policy own_ticket on people_ticket for select to handfast_app using (token_hash = (select asking('ticket')) or person_id = (select asking_person()));
create policy ticket_used on people_ticket for update to handfast_app using (token_hash = (select asking('ticket')));
create policy ticket_made on people_ticket for insert to handfast_app with check (
  (asking_operator() and purpose in ('enrol', 'reset')) or (purpose = 'second-step' and person_id = asking('ticket_person')::uuid));
create policy worker_makes on people_ticket to handfast_worker using (true) with check (true);

create policy invitation_seen on people_invitation for select to handfast_app using (
  token_hash = (select asking('invitation')) or authority_code = (select asking_council()) or invited_for = (select asking_council())
  or (select asking_operator()) or partnership_id in (select asker_partnerships()));
-- A council invites its own people; a partner invites the first lead of a council that has none here, or a manager.
create policy invitation_made on people_invitation for insert to handfast_app with check (
  invited_by = asking_person() and invited_for = asking_council() and asking_role() in ('lead', 'deputy') and (
    (authority_code = asking_council() and partnership_id is null and role <> 'partnership-manager')
    or (partnership_id in (select asker_partnerships()) and role = 'partnership-manager' and authority_code is null)
    or (partnership_id in (select asker_partnerships()) and role = 'lead' and not council_has_lead(authority_code)
      and exists (select from partnership_member m where m.partnership_id = people_invitation.partnership_id and m.authority_code = people_invitation.authority_code))));
create policy invitation_used on people_invitation for update to handfast_app using (
  token_hash = (select asking('invitation'))
  or ((authority_code = (select asking_council()) or invited_for = (select asking_council())) and (select asking_role()) in ('lead', 'deputy')));
create policy worker_reads on people_invitation for select to handfast_worker using (true);
create policy worker_mints on people_invitation for update to handfast_worker using (true) with check (true);

create policy own_session on people_session to handfast_app
  using (token_hash = (select asking('session')) or person_id = (select asking_person()) or sandbox_id = (select asking('sandbox')::uuid))
  with check (token_hash = asking('session') or person_id = asking_person());
-- Whoever ends somebody's mandate ends what they were doing: their sessions for that council.
create policy lead_ends_sessions on people_session for delete to handfast_app using (
  acting_for = (select asking_council()) and (select asking_role()) in ('lead', 'deputy') or (select asking_operator()));
create policy lead_finds_sessions on people_session for select to handfast_app using (
  acting_for = (select asking_council()) and (select asking_role()) in ('lead', 'deputy') or (select asking_operator()));
create policy worker_clears on people_session to handfast_worker using (true);
create policy keeper_ends_sessions on people_session for delete to handfast_keeper using (true);

-- Partnerships.
create policy partners_read on partnership_partnership for select to handfast_app using (id in (select asker_partnerships()) or created_by = (select asking_person()));
create policy person_starts on partnership_partnership for insert to handfast_app with check (created_by = asking_person() and created_for = asking_council());
create policy partners_mend on partnership_partnership for update to handfast_app using (id in (select asker_partnerships()) and (select asking_role()) in ('lead', 'deputy'));
create policy sandbox_goes on partnership_partnership for delete to handfast_app using (sandbox_id = asking('sandbox')::uuid);
create policy worker_reads on partnership_partnership for select to handfast_worker using (true);

create policy partners_read on partnership_member for select to handfast_app using (
  partnership_id in (select asker_partnerships()) or authority_code = (select asking_council()));
create policy partners_add on partnership_member for insert to handfast_app with check (
  (partnership_id in (select asker_partnerships()) and asking_role() in ('lead', 'deputy'))
  or exists (select from partnership_partnership p where p.id = partnership_id and p.created_by = asking_person()));
create policy own_membership on partnership_member for update to handfast_app using (authority_code = (select asking_council()));
create policy sandbox_goes on partnership_member for delete to handfast_app using (
  exists (select from partnership_partnership p where p.id = partnership_id and p.sandbox_id = asking('sandbox')::uuid));
create policy worker_reads on partnership_member for select to handfast_worker using (true);

create policy partners_read on partnership_manager for select to handfast_app using (
  partnership_id in (select asker_partnerships()) or person_id = (select asking_person()));
create policy leads_give on partnership_manager for insert to handfast_app with check (
  partnership_id in (select asker_partnerships()) and asking_role() in ('lead', 'deputy'));
create policy keeper_gives on partnership_manager for insert to handfast_keeper with check (true);
create policy keeper_gives_again on partnership_manager for update to handfast_keeper using (true);
create policy leads_end on partnership_manager for update to handfast_app using (
  partnership_id in (select asker_partnerships()) and (select asking_role()) in ('lead', 'deputy'));
create policy worker_reads on partnership_manager for select to handfast_worker using (true);

create policy partners_read on partnership_approval for select to handfast_app using (partnership_id in (select asker_partnerships()));
create policy own_approval on partnership_approval for insert to handfast_app with check (
  authority_code = asking_council() and approved_by = asking_person() and partnership_id in (select asker_partnerships()));
create policy own_withdrawal on partnership_approval for delete to handfast_app using (authority_code = (select asking_council()));

-- The record, now that there is something to belong to.
create policy belongs on record_chain to handfast_app
  using (partnership_id in (select asker_partnerships()) or council = (select asking_council()))
  with check (partnership_id in (select asker_partnerships()) or council = (select asking_council()));
create policy belongs on record_entry to handfast_app
  using (partnership_id in (select asker_partnerships()) or council = (select asking_council()))
  with check (partnership_id in (select asker_partnerships()) or council = (select asking_council()));

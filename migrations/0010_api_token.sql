-- Tokens: how a program acts for one council. A token acts as the person who made it, and never with more than they have.
create table people_token (
  id uuid primary key,
  -- The secret is never here, only a hash.
  token_hash text not null unique,
  person_id uuid not null references people_person on delete cascade,
  authority_code text not null references authorities_authority on delete cascade,
  name text not null,
  scope text not null check (scope in ('read', 'answer', 'lead')),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- A day, so that it tells whether a token is still in use and nothing finer.
  used_on date,
  revoked_at timestamptz,
  revoked_by uuid,
  check (expires_at > made_at and expires_at <= made_at + interval '366 days')
);
create index people_token_council on people_token (authority_code);
create index people_token_person on people_token (person_id);
grant select, insert on people_token to handfast_app;
grant update (used_on, revoked_at, revoked_by) on people_token to handfast_app;
grant select on people_token to handfast_keeper;
grant update (revoked_at) on people_token to handfast_keeper;
grant select, delete on people_token to handfast_worker;
alter table people_token enable row level security;
alter table people_token force row level security;

-- Those who lead a council see and end every token of it; one makes tokens for oneself. Whoever holds one may mark it used.
create policy leads_see on people_token for select to handfast_app using (
  (authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy'))
  or token_hash = (select asking('session')));
create policy leads_make on people_token for insert to handfast_app with check (
  person_id = asking_person() and authority_code = asking_council() and asking_role() in ('lead', 'deputy'));
create policy leads_end on people_token for update to handfast_app using (
  (authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy'))
  or token_hash = (select asking('session')));
create policy keeper_reads on people_token for select to handfast_keeper using (true);
create policy keeper_ends on people_token for update to handfast_keeper using (true);
create policy worker_clears on people_token to handfast_worker using (true);

-- Who a token is: asked on every request that carries one. A token dies with the mandate it was made under. A change of role
-- ends one mandate and begins another at the same instant, and the token lives on with the new role; a gap kills it for good,
-- even when the person comes back.
create function asker_token() returns table (person uuid, name text, council text, council_name text, role text, office text,
    sandbox uuid, scope text, token_name text, expires_at timestamptz, used_on date)
  language sql stable security definer set search_path = public as $$
  select p.id, p.name, m.authority_code, a.name, m.role, m.office, p.sandbox_id, t.scope, t.name, t.expires_at, t.used_on
  from people_token t
  join people_person p on p.id = t.person_id and p.ended_at is null
  join people_mandate m on m.person_id = t.person_id and m.authority_code = t.authority_code and m.ended_at is null
  join authorities_authority a on a.code = t.authority_code
  where t.token_hash = asking('session') and t.revoked_at is null and t.expires_at > asking_now()
    and not exists (
      select from people_mandate e
      where e.person_id = t.person_id and e.authority_code = t.authority_code and e.ended_at >= t.made_at
        and not exists (
          select from people_mandate n
          where n.person_id = e.person_id and n.authority_code = e.authority_code and n.id <> e.id
            and n.given_at <= e.ended_at and (n.ended_at is null or n.ended_at > e.ended_at)))
$$;
alter function asker_token() owner to handfast_keeper;

-- When an operator takes away what somebody signs in with, their tokens end too: whoever had the one may have the other.
create or replace function drop_credentials(who uuid) returns void language sql volatile security definer set search_path = public as $$
  delete from people_credential where person_id = who and asking_operator();
  delete from people_ticket where person_id = who and asking_operator();
  delete from people_session where person_id = who and asking_operator();
  update people_token set revoked_at = asking_now() where person_id = who and revoked_at is null and asking_operator()
$$;

-- Requests that must not be carried out twice, for a day. Ids and requests are keyed digests; answers are sealed.
create table platform_repeat (
  id text primary key,
  person_id uuid not null references people_person on delete cascade,
  request text not null,
  begun_at timestamptz not null,
  answer bytea
);
create index platform_repeat_person on platform_repeat (person_id);
grant select, insert, delete on platform_repeat to handfast_app;
grant update (answer) on platform_repeat to handfast_app;
grant select, delete on platform_repeat to handfast_worker;
alter table platform_repeat enable row level security;
alter table platform_repeat force row level security;
create policy own_repeat on platform_repeat to handfast_app
  using (person_id = (select asking_person())) with check (person_id = asking_person());
create policy worker_clears on platform_repeat to handfast_worker using (true);

select admit_archivist();

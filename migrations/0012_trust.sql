-- How far a round opens. Each council chooses before it answers, and the most private choice binds all.
--
--   figure   nothing that one council said is opened to anybody; what the client makes of all of it is
--   pair     what a council said of another is opened to that one and to nobody else
--   matrix   what councils said of each other is opened to every council in the round
--
-- A round has such a choice when its terms say `"visibility": "chosen"`. Its items are then the codes of the councils that an
-- answer is about. What a council says of itself is opened to it alone. A choice that is missing counts as the most private.
create table round_visibility (
  partnership_id uuid not null,
  round_id uuid not null,
  authority_code text not null,
  choice text not null check (choice in ('figure', 'pair', 'matrix')),
  primary key (partnership_id, round_id, authority_code),
  foreign key (partnership_id, round_id, authority_code) references round_party on delete cascade
);
grant select, insert on round_visibility to handfast_app;
grant update (choice) on round_visibility to handfast_app;
grant select on round_visibility to handfast_keeper;

-- The most private of all choices; null for a round that has none. A council that has left still binds: others answered under it.
create function round_binding(round uuid) returns text language sql stable security definer set search_path = public as $$
  select case
    when r.terms ->> 'visibility' is distinct from 'chosen' then null
    when exists (select from round_visibility v where v.round_id = r.id and v.choice = 'figure') then 'figure'
    when exists (
      select from round_party p left join round_visibility v using (partnership_id, round_id, authority_code)
      where p.round_id = r.id and p.withdrawn_at is null and v.choice is null) then 'figure'
    when exists (select from round_visibility v where v.round_id = r.id and v.choice = 'pair') then 'pair'
    else 'matrix'
  end
  from round_round r where r.id = round
$$;
-- What binds all, for those in the round, once every council has chosen; before that a choice is its council's own business.
create function round_visibility_binding(round uuid) returns text language sql stable security definer set search_path = public as $$
  select round_binding(r.id) from round_round r
  where r.id = round and r.state not in ('draft', 'offered')
    and (r.partnership_id in (select asker_partnerships()) or r.id in (select asker_rounds()))
$$;
-- Of the rounds open to the asker, those that are bound so; `none` for those that have no such choice.
create function asker_bound_rounds(bound text) returns setof uuid language sql stable security definer set search_path = public as $$
  select o.id from asker_opened_rounds() o (id) where coalesce(round_binding(o.id), 'none') = bound
$$;
-- What people of the asker's council keep to themselves in their own names, for the one act that seals it: nothing before, nothing after.
create function round_alone(round uuid) returns table (item text, holder uuid, version integer, sealed bytea)
  language sql stable security definer set search_path = public as $$
  select e.item, e.holder, e.version, e.sealed from round_envelope e join round_round r on r.id = e.round_id
  where e.round_id = round and e.authority_code = asking_council() and asking_role() in ('lead', 'deputy')
    and e.part = 'alone' and r.state = 'open'
    and not exists (select from round_seal s where s.round_id = round and s.authority_code = asking_council())
  order by e.item, e.holder
$$;

-- Once answers may be in, a choice can only become more private, and a round cannot go back to where it could be loosened.
create function round_visibility_holds() returns trigger language plpgsql security definer set search_path = public as $$
declare ranks text[] := array['figure', 'pair', 'matrix']; standing text;
begin
  select state into standing from round_round where id = old.round_id;
  if standing not in ('draft', 'offered', 'open') then raise exception 'The answers are open: how far they open stands.'; end if;
  if standing = 'open' and array_position(ranks, new.choice) > array_position(ranks, old.choice) then
    raise exception 'Answers may be in: how far they open cannot be loosened.';
  end if;
  return new;
end $$;
create trigger round_visibility_holds before update on round_visibility for each row execute function round_visibility_holds();

create function round_goes_forward() returns trigger language plpgsql as $$
declare states text[] := array['draft', 'offered', 'open', 'revealed', 'archived'];
begin
  if array_position(states, new.state) < array_position(states, old.state)
    or old.state in ('cancelled', 'archived') and new.state <> old.state
    or old.state = 'revealed' and new.state = 'cancelled' then
    raise exception 'A round does not go back from % to %.', old.state, new.state;
  end if;
  if old.state not in ('draft', 'offered') and new.terms ->> 'visibility' is distinct from old.terms ->> 'visibility' then
    raise exception 'Answers may be in: how far they open stands.';
  end if;
  return new;
end $$;
create trigger round_goes_forward before update of state, terms on round_round for each row execute function round_goes_forward();

do $$
declare f text;
begin
  foreach f in array array['round_binding(uuid)', 'round_visibility_binding(uuid)', 'asker_bound_rounds(text)', 'round_alone(uuid)', 'round_visibility_holds()'] loop
    execute format('alter function %s owner to handfast_keeper', f);
  end loop;
end $$;
revoke execute on function round_binding(uuid) from public;
grant select on round_envelope to handfast_keeper;
create policy keeper_reads on round_envelope for select to handfast_keeper using (part = 'alone');

alter table round_visibility enable row level security;
alter table round_visibility force row level security;
create policy keeper_reads on round_visibility for select to handfast_keeper using (true);
create policy own_choice on round_visibility for select to handfast_app using (authority_code = (select asking_council()));
create policy own_choice_made on round_visibility for insert to handfast_app with check (
  authority_code = asking_council() and asking_role() in ('lead', 'deputy') and round_id in (select asker_rounds())
  and exists (select from round_round r where r.id = round_id and r.state in ('draft', 'offered')));
create policy own_choice_changed on round_visibility for update to handfast_app
  using (authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy'))
  with check (authority_code = asking_council());

-- What was opened, each row to those whom the binding choice lets read it. With `figure` there is no row to read.
drop policy opened_to_partners on round_opened;
create policy opened_to_partners on round_opened for select to handfast_app using (
  round_id in (select asker_bound_rounds('none'))
  or authority_code = (select asking_council()) and round_id in (select asker_opened_rounds())
  or item <> authority_code and round_id in (select asker_bound_rounds('matrix'))
  or item = (select asking_council()) and round_id in (select asker_bound_rounds('pair')));
drop policy reveal_writes on round_opened;
create policy reveal_writes on round_opened for insert to handfast_app with check (
  round_id in (select asker_rounds())
  and coalesce(round_visibility_binding(round_id), 'none') <> 'figure'
  and exists (select from round_round r where r.id = round_id and r.state = 'revealed' and r.revealed_at = asking_now()));
drop policy opened_seal on round_seal;
create policy opened_seal on round_seal for select to handfast_app using (round_id in (select asker_bound_rounds('none')));
drop policy opened_file on round_file;
create policy opened_file on round_file for select to handfast_app using (round_id in (select asker_bound_rounds('none')));

-- What somebody writes in the part `alone` is theirs alone, even in their own council.
drop policy own_envelope on round_envelope;
create policy own_envelope on round_envelope to handfast_app
  using (authority_code = (select asking_council()) and (
    (holder is null and part = 'agreed' and (select asking_role()) in ('approver', 'reader'))
    or holder = (select asking_person())
    or (part <> 'alone' and (select asking_role()) in ('lead', 'deputy'))))
  with check (authority_code = asking_council() and (
    (holder is null and part <> 'alone' and asking_role() in ('lead', 'deputy')) or holder = asking_person()));

-- Trust. With `figure`, one number a statement over everything that was said; null where too few councils said something.
create table trust_figure (
  partnership_id uuid not null,
  round_id uuid not null,
  statement text not null,
  -- In tenths of a point, 10 to 50.
  mean_tenths integer,
  primary key (partnership_id, round_id, statement),
  foreign key (partnership_id, round_id) references round_round (partnership_id, id) on delete cascade
);
-- A council's view of itself beside its partners', which it chose to show to all.
create table trust_shown_self (
  partnership_id uuid not null,
  round_id uuid not null,
  authority_code text not null,
  statement text not null,
  -- In tenths of a point.
  itself_tenths integer not null,
  others_tenths integer not null,
  shown_by uuid not null,
  shown_at timestamptz not null,
  primary key (partnership_id, round_id, authority_code, statement),
  foreign key (partnership_id, round_id, authority_code) references round_party on delete cascade
);
grant select, insert on trust_figure, trust_shown_self to handfast_app;
do $$
declare t text;
begin
  foreach t in array array['trust_figure', 'trust_shown_self'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
create policy opened_parties on trust_figure for select to handfast_app using (round_id in (select asker_opened_rounds()));
create policy reveal_writes on trust_figure for insert to handfast_app with check (
  round_id in (select asker_rounds()) and round_visibility_binding(round_id) = 'figure'
  and exists (select from round_round r where r.id = round_id and r.state = 'revealed' and r.revealed_at = asking_now()));
create policy opened_parties on trust_shown_self for select to handfast_app using (round_id in (select asker_opened_rounds()));
create policy own_consent on trust_shown_self for insert to handfast_app with check (
  authority_code = asking_council() and asking_role() in ('lead', 'deputy')
  and (round_id in (select asker_bound_rounds('matrix'))
    or round_id in (select asker_bound_rounds('pair'))
      and (select count(*) from round_party p where p.round_id = trust_shown_self.round_id) = 2));
select admit_archivist();

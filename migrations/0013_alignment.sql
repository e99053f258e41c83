-- Alignment: where we stand, what we want, and which terms we could live with.
--
-- A round whose terms say `opens: result` opens no answers at all. The act that reveals works something out from all the
-- packets and keeps only that: nobody is ever given another council's position, by any page, policy or function.

create function round_opens_answers(round uuid) returns boolean language sql stable security definer set search_path = public as $$
  select coalesce(r.terms ->> 'opens', 'answers') = 'answers' from round_round r where r.id = round
$$;
alter function round_opens_answers(uuid) owner to handfast_keeper;

-- Nothing of such a round is open to anybody else: not an answer, not a file, and not a seal, since the length of a packet
-- must say nothing.
create or replace function asker_bound_rounds(bound text) returns setof uuid language sql stable security definer set search_path = public as $$
  select o.id from asker_opened_rounds() o (id) where coalesce(round_binding(o.id), 'none') = bound and round_opens_answers(o.id)
$$;
drop policy reveal_writes on round_opened;
create policy reveal_writes on round_opened for insert to handfast_app with check (
  round_id in (select asker_rounds()) and round_opens_answers(round_id)
  and coalesce(round_visibility_binding(round_id), 'none') <> 'figure'
  and exists (select from round_round r where r.id = round_id and r.state = 'revealed' and r.revealed_at = asking_now()));
-- What a round opens stands from the moment it is open for answers.
create function round_opens_stands() returns trigger language plpgsql as $$
begin
  if old.state not in ('draft', 'offered') and new.terms ->> 'opens' is distinct from old.terms ->> 'opens' then
    raise exception 'Answers may be in: what the round opens stands.';
  end if;
  return new;
end $$;
create trigger round_opens_stands before update of terms on round_round for each row execute function round_opens_stands();

-- What was worked out, for those who put their own on the table.
create table round_result (
  partnership_id uuid not null,
  round_id uuid not null,
  content jsonb not null,
  primary key (partnership_id, round_id),
  foreign key (partnership_id, round_id) references round_round (partnership_id, id) on delete cascade
);
grant select, insert, delete on round_result to handfast_app;

-- Where ranges overlap, sealed by the instance until every council that took part asks to see it. One row a range term,
-- whether there is an overlap or not, all of one length.
create table alignment_overlap (
  partnership_id uuid not null,
  round_id uuid not null,
  item text not null,
  sealed bytea not null,
  primary key (partnership_id, round_id, item),
  foreign key (partnership_id, round_id) references round_round (partnership_id, id) on delete cascade
);
grant insert, delete on alignment_overlap to handfast_app;
grant select on alignment_overlap to handfast_keeper;

-- A council asks to see where the ranges of a term overlap. Nobody else is told before all have asked. No time is kept.
create table alignment_acceptance (
  partnership_id uuid not null,
  round_id uuid not null,
  item text not null,
  authority_code text not null references authorities_authority,
  id uuid not null,
  primary key (partnership_id, round_id, item, authority_code),
  foreign key (partnership_id, round_id, authority_code) references round_party on delete cascade
);
grant select, insert, delete on alignment_acceptance to handfast_app;
grant select on alignment_acceptance to handfast_keeper;

-- The overlap of a term once all have asked for it; nothing before.
create function alignment_accepted_overlap(round uuid, term text) returns table (sealed bytea)
  language sql stable security definer set search_path = public as $$
  select o.sealed from alignment_overlap o
  where o.round_id = round and o.item = term
    and exists (select from alignment_acceptance a where a.round_id = round and a.item = term and a.authority_code = asking_council())
    and not exists (
      select from round_party p join round_seal s using (partnership_id, round_id, authority_code)
      where p.round_id = round and p.withdrawn_at is null and s.sealed_at is not null
        and not exists (select from alignment_acceptance a where a.round_id = round and a.item = term
          and a.authority_code = p.authority_code))
$$;
alter function alignment_accepted_overlap(uuid, text) owner to handfast_keeper;

create table alignment_range (
  partnership_id uuid not null,
  round_id uuid not null,
  item text not null,
  low integer not null,
  high integer not null,
  primary key (partnership_id, round_id, item),
  foreign key (partnership_id, round_id) references round_round (partnership_id, id) on delete cascade
);
grant select, insert, delete on alignment_range to handfast_app;

-- Elections, changes of control and the like, for the timeline beside the aims: entered by people, each with its source.
create table alignment_event (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('election', 'change-of-control', 'reorganisation', 'other')),
  authority_code text references authorities_authority,
  on_day date not null,
  what text not null,
  source text not null,
  recorded_by uuid not null,
  recorded_for text not null,
  recorded_at timestamptz not null,
  primary key (partnership_id, id)
);
grant select, insert, delete on alignment_event to handfast_app;

do $$
declare t text;
begin
  foreach t in array array['round_result', 'alignment_overlap', 'alignment_acceptance', 'alignment_range', 'alignment_event'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['round_result', 'alignment_overlap', 'alignment_acceptance', 'alignment_range'] loop
    execute format('create policy sandbox_goes on %I for delete to handfast_app using (
      exists (select from partnership_partnership p where p.id = partnership_id and p.sandbox_id = asking(''sandbox'')::uuid))', t);
  end loop;
end $$;

create policy opened_to_partners on round_result for select to handfast_app using (round_id in (select asker_opened_rounds()));
create policy reveal_writes on round_result for insert to handfast_app with check (
  round_id in (select asker_rounds()) and not round_opens_answers(round_id)
  and exists (select from round_round r where r.id = round_id and r.state = 'revealed' and r.revealed_at = asking_now()));

create policy reveal_writes on alignment_overlap for insert to handfast_app with check (
  round_id in (select asker_rounds())
  and exists (select from round_round r where r.id = round_id and r.state = 'revealed' and r.revealed_at = asking_now()));
create policy keeper_reads on alignment_overlap for select to handfast_keeper using (true);

create policy keeper_reads on alignment_acceptance for select to handfast_keeper using (true);
create policy own_acceptance on alignment_acceptance for select to handfast_app using (authority_code = (select asking_council()));
create policy own_acceptance_given on alignment_acceptance for insert to handfast_app with check (
  authority_code = asking_council() and asking_role() in ('lead', 'deputy') and round_id in (select asker_opened_rounds()));

create policy opened_to_partners on alignment_range for select to handfast_app using (round_id in (select asker_opened_rounds()));
create policy last_acceptance_writes on alignment_range for insert to handfast_app with check (
  round_id in (select asker_opened_rounds())
  and exists (select from alignment_accepted_overlap(round_id, item)));

create policy members_read on alignment_event for select to handfast_app using (partnership_id in (select asker_partnerships()));
create policy leads_record on alignment_event for insert to handfast_app with check (
  partnership_id in (select asker_partnerships()) and recorded_for = asking_council() and asking_role() in ('lead', 'deputy'));
create policy recorder_removes on alignment_event for delete to handfast_app using (
  partnership_id in (select asker_partnerships()) and recorded_for = asking_council() and asking_role() in ('lead', 'deputy'));

select admit_archivist();

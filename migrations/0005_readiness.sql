-- Readiness keeps its answers in the round's envelopes. These tables hold what is not sealed: what was agreed to do about it.

-- What staff answered, while they answer: readable by the one who wrote it and nobody else. No person, no time.
create table readiness_staff_answer (
  partnership_id uuid not null,
  round_id uuid not null,
  id uuid not null,
  authority_code text not null,
  respondent text not null,
  item text not null,
  sealed bytea not null,
  primary key (partnership_id, round_id, id),
  unique (partnership_id, round_id, respondent, item),
  foreign key (partnership_id, round_id, authority_code) references round_party on delete cascade
);

-- What is left when staff answers close: only what may be shown. The rows above are gone.
create table readiness_staff_count (
  partnership_id uuid not null,
  round_id uuid not null,
  authority_code text not null,
  counts jsonb not null,
  closed_at timestamptz not null,
  primary key (partnership_id, round_id, authority_code),
  foreign key (partnership_id, round_id, authority_code) references round_party on delete cascade
);

create table readiness_conversation (
  partnership_id uuid not null,
  round_id uuid not null,
  item text not null,
  outcome text not null check (outcome in ('agreed', 'agreed-to-differ', 'more-to-find-out', 'not-for-us')),
  summary text not null,
  held_on date,
  recorded_by uuid not null,
  recorded_for text not null,
  recorded_at timestamptz not null,
  version integer not null,
  primary key (partnership_id, round_id, item),
  foreign key (partnership_id, round_id) references round_round (partnership_id, id) on delete cascade
);

create table readiness_action (
  partnership_id uuid not null,
  round_id uuid not null,
  id uuid not null,
  item text not null,
  what text not null,
  owner text not null,
  owner_council text not null,
  due_on date not null,
  done_on date,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (partnership_id, round_id, id),
  foreign key (partnership_id, round_id) references round_round (partnership_id, id) on delete cascade
);

create table readiness_second_look (
  partnership_id uuid not null,
  round_id uuid not null,
  authority_code text not null,
  item text not null,
  number integer not null,
  answer jsonb not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (partnership_id, round_id, authority_code, item, number),
  foreign key (partnership_id, round_id, authority_code) references round_party on delete cascade
);

grant select, insert, update, delete on readiness_staff_answer to handfast_app, handfast_keeper;
grant select, insert, delete on readiness_staff_count to handfast_app;
grant select, insert, update, delete on readiness_conversation, readiness_action to handfast_app;
grant select, insert, delete on readiness_second_look to handfast_app;

-- Closing takes every staff answer of the asker's own council out of the table and hands them over once, to be counted.
create function readiness_take_staff_answers(round uuid) returns table (respondent text, item text, sealed bytea)
  language sql volatile security definer set search_path = public as $$
  delete from readiness_staff_answer a
  where a.round_id = round and a.authority_code = asking_council() and asking_role() in ('lead', 'deputy')
    and not exists (select from readiness_staff_count c where c.round_id = round and c.authority_code = asking_council())
  returning a.respondent, a.item, a.sealed
$$;
-- Whether a council's staff answers have closed: yes or no, for those who may not read the counts.
create function readiness_staff_closed(round uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from readiness_staff_count c where c.round_id = round and c.authority_code = asking_council())
$$;
alter function readiness_staff_closed(uuid) owner to handfast_keeper;
grant select on readiness_staff_count to handfast_keeper;
alter function readiness_take_staff_answers(uuid) owner to handfast_keeper;

do $$
declare t text;
begin
  foreach t in array array['readiness_staff_answer', 'readiness_staff_count', 'readiness_conversation', 'readiness_action', 'readiness_second_look'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

create policy keeper_takes on readiness_staff_answer to handfast_keeper using (true);
create policy keeper_reads on readiness_staff_count for select to handfast_keeper using (true);
create policy own_answer on readiness_staff_answer to handfast_app
  using (authority_code = (select asking_council()) and respondent = (select asking('respondent')))
  with check (authority_code = asking_council() and respondent = asking('respondent'));
create policy sandbox_goes on readiness_staff_answer for delete to handfast_app using (
  exists (select from partnership_partnership p where p.id = partnership_id and p.sandbox_id = asking('sandbox')::uuid));
create policy own_count on readiness_staff_count to handfast_app
  using (authority_code = (select asking_council()) and (select asking_role()) in ('lead', 'deputy', 'approver', 'reader'))
  with check (authority_code = asking_council() and asking_role() in ('lead', 'deputy'));

create policy opened_parties on readiness_conversation to handfast_app
  using (round_id in (select asker_opened_rounds())) with check (round_id in (select asker_opened_rounds()));
create policy opened_parties on readiness_action to handfast_app
  using (round_id in (select asker_opened_rounds())) with check (round_id in (select asker_opened_rounds()));
create policy opened_parties on readiness_second_look for select to handfast_app using (round_id in (select asker_opened_rounds()));
create policy own_second_look on readiness_second_look for insert to handfast_app with check (
  authority_code = asking_council() and asking_role() in ('lead', 'deputy') and round_id in (select asker_opened_rounds()));
create policy sandbox_goes on readiness_second_look for delete to handfast_app using (
  exists (select from partnership_partnership p where p.id = partnership_id and p.sandbox_id = asking('sandbox')::uuid));

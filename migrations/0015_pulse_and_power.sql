-- The pulse: a few questions a quarter, answered without a name. And who would carry a vote, typed in by the partnership.
create table monitoring_pulse (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  quarter text not null check (quarter ~ '^\d{4}-Q[1-4]$'),
  questions text not null,
  started_by uuid not null,
  started_for text not null,
  started_at timestamptz not null,
  closed_at timestamptz,
  primary key (partnership_id, quarter)
);
-- One row a person who has answered, readable by its writer alone. No person, no council, no time.
create table monitoring_pulse_answer (
  partnership_id uuid not null,
  quarter text not null,
  id uuid not null,
  respondent text not null,
  sealed bytea not null,
  primary key (partnership_id, quarter, id),
  unique (partnership_id, quarter, respondent),
  foreign key (partnership_id, quarter) references monitoring_pulse on delete cascade
);
-- What is left when a pulse closes: what may be shown, and nothing else. The rows above are gone.
create table monitoring_pulse_count (
  partnership_id uuid not null,
  quarter text not null,
  measure text not null,
  counted jsonb not null,
  primary key (partnership_id, quarter, measure),
  foreign key (partnership_id, quarter) references monitoring_pulse on delete cascade
);
-- What each council would weigh in a vote, and what it pays: the latest version counts, the earlier ones stay.
create table governance_power (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  version integer not null,
  quota integer not null,
  seats jsonb not null,
  entered_by uuid not null,
  entered_for text,
  entered_at timestamptz not null,
  primary key (partnership_id, version)
);
grant select, insert on monitoring_pulse, monitoring_pulse_count, governance_power to handfast_app;
grant update (closed_at) on monitoring_pulse to handfast_app;
grant select, insert, update, delete on monitoring_pulse_answer to handfast_app;
grant select, delete on monitoring_pulse_answer to handfast_keeper;
grant select on monitoring_pulse to handfast_keeper;

-- Whether five or more have answered: yes or no, never how many.
create function monitoring_pulse_enough(partnership uuid, asked text) returns boolean language sql stable security definer set search_path = public as $$
  select count(*) >= 5 from monitoring_pulse_answer a
  where a.partnership_id = partnership and a.quarter = asked and a.partnership_id in (select asker_partnerships())
$$;
-- Closing takes every answer out of the table and hands them over once, to be counted.
create function monitoring_take_pulse(partnership uuid, asked text) returns table (respondent text, sealed bytea)
  language sql volatile security definer set search_path = public as $$
  delete from monitoring_pulse_answer a
  where a.partnership_id = partnership and a.quarter = asked and a.partnership_id in (select asker_partnerships())
    and asking_role() in ('lead', 'deputy')
    and exists (select from monitoring_pulse p where p.partnership_id = partnership and p.quarter = asked and p.closed_at is null)
  returning a.respondent, a.sealed
$$;
do $$
declare t text; f text;
begin
  foreach f in array array['monitoring_pulse_enough(uuid, text)', 'monitoring_take_pulse(uuid, text)'] loop
    execute format('alter function %s owner to handfast_keeper', f);
  end loop;
  foreach t in array array['monitoring_pulse', 'monitoring_pulse_answer', 'monitoring_pulse_count', 'governance_power'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
create policy keeper_reads on monitoring_pulse for select to handfast_keeper using (true);
create policy keeper_takes on monitoring_pulse_answer to handfast_keeper using (true);

create policy partners_read on monitoring_pulse for select to handfast_app using (partnership_id in (select asker_partnerships()));
create policy leads_start on monitoring_pulse for insert to handfast_app with check (
  partnership_id in (select asker_partnerships()) and started_for = asking_council() and asking_role() in ('lead', 'deputy') and closed_at is null);
create policy leads_close on monitoring_pulse for update to handfast_app
  using (partnership_id in (select asker_partnerships()) and (select asking_role()) in ('lead', 'deputy') and closed_at is null)
  with check (closed_at is not null);
create policy own_answer on monitoring_pulse_answer to handfast_app
  using (respondent = (select asking('respondent')))
  with check (respondent = asking('respondent') and asking_council() is not null and partnership_id in (select asker_partnerships())
    and exists (select from monitoring_pulse p where p.partnership_id = monitoring_pulse_answer.partnership_id
      and p.quarter = monitoring_pulse_answer.quarter and p.closed_at is null));
create policy partners_read on monitoring_pulse_count for select to handfast_app using (partnership_id in (select asker_partnerships()));
create policy closing_writes on monitoring_pulse_count for insert to handfast_app with check (
  partnership_id in (select asker_partnerships()) and asking_role() in ('lead', 'deputy')
  and exists (select from monitoring_pulse p where p.partnership_id = monitoring_pulse_count.partnership_id
    and p.quarter = monitoring_pulse_count.quarter and p.closed_at = asking_now()));
create policy partners_read on governance_power for select to handfast_app using (partnership_id in (select asker_partnerships()));
create policy partnership_types on governance_power for insert to handfast_app with check (
  partnership_id in (select asker_partnerships()) and (
    (asking_role() in ('lead', 'deputy') and entered_for = asking_council())
    or (asking_council() is null and entered_for is null
      and exists (select from partnership_manager m where m.partnership_id = governance_power.partnership_id
        and m.person_id = asking_person() and m.ended_at is null))));
select admit_archivist();

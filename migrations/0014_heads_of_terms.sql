-- Heads of terms: what the councils agreed, written down once. A new text is a new version; nothing is written over. Each
-- council approves the hash of a text (partnership_approval, subject `heads-of-terms`).
create table alignment_heads (
  partnership_id uuid not null references partnership_partnership on delete cascade,
  id uuid not null,
  round_id uuid not null,
  version integer not null,
  content jsonb not null,
  hash text not null,
  written_by uuid not null,
  written_for text not null references authorities_authority,
  written_at timestamptz not null,
  primary key (partnership_id, id),
  unique (partnership_id, version),
  foreign key (partnership_id, round_id) references round_round (partnership_id, id) on delete cascade
);
grant select, insert, delete on alignment_heads to handfast_app;
alter table alignment_heads enable row level security;
alter table alignment_heads force row level security;
-- For those who put their own on the table: what stands in a text is what all accept.
create policy opened_to_partners on alignment_heads for select to handfast_app
  using (round_id in (select asker_opened_rounds()));
create policy leads_write on alignment_heads for insert to handfast_app with check (
  written_for = asking_council() and asking_role() in ('lead', 'deputy')
  and partnership_id in (select asker_partnerships()) and round_id in (select asker_opened_rounds()));
create policy sandbox_goes on alignment_heads for delete to handfast_app using (
  exists (select from partnership_partnership p where p.id = partnership_id and p.sandbox_id = asking('sandbox')::uuid));
select admit_archivist();

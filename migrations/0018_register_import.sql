-- Lists in other shapes that the operator takes over into the register, with where each is from; and the way back.
create table register_import (
  id uuid primary key,
  name text not null check (length(name) between 3 and 120),
  source text not null check (length(source) <= 400),
  licence text not null check (length(licence) between 2 and 120),
  on_day date not null,
  state text not null check (state in ('draft', 'taken', 'undone')),
  columns jsonb not null,
  rows jsonb not null,
  mapping jsonb not null
);
grant select, insert on register_import to handfast_app;
grant update (state, mapping) on register_import to handfast_app;
alter table register_import enable row level security;
alter table register_import force row level security;
create policy operator_imports on register_import to handfast_app
  using ((select asking_operator())) with check (asking_operator());

-- What came of it: public, each with its list, address and licence.
create table register_imported (
  entry_id text primary key,
  import_id uuid not null references register_import,
  words jsonb not null,
  origin jsonb not null,
  -- The day on which the list was taken back.
  gone_on date
);
create index register_imported_import on register_imported (import_id);
grant select, insert on register_imported to handfast_app;
grant update (gone_on) on register_imported to handfast_app;
alter table register_imported enable row level security;
alter table register_imported force row level security;
create policy everybody_reads on register_imported for select to handfast_app, handfast_worker using (true);
create policy operator_imports on register_imported for insert to handfast_app with check (asking_operator());
create policy operator_takes_back on register_imported for update to handfast_app using ((select asking_operator()));
create trigger turn_page after insert or update or delete on register_imported for each statement execute function register_turn_page();

select admit_archivist();

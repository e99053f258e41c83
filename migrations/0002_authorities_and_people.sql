-- Councils and other bodies. Public reference data: all may read; the content loader and operators write.
create table authorities_authority (
  code text primary key,
  kind text not null,
  name text not null,
  short_name text not null,
  sandbox_id uuid,
  added_by uuid,
  ended_on date
);
grant select, insert, update, delete on authorities_authority to handfast_app, handfast_worker;
alter table authorities_authority enable row level security;
alter table authorities_authority force row level security;

create table people_person (
  id uuid primary key,
  name text not null,
  email text,
  is_operator boolean not null default false,
  sandbox_id uuid,
  created_at timestamptz not null,
  -- The last day on which they signed in: a day, so that it tells colleagues who has gone and nothing finer.
  active_on date,
  ended_at timestamptz,
  check ((email is null) = (sandbox_id is not null))
);
create unique index people_person_email on people_person (lower(email)) where email is not null;

-- What somebody signs in with. Only its owner's transaction, or one that presents the address, can read it.
create table people_credential (
  person_id uuid primary key references people_person on delete cascade,
  password_hash text,
  totp_sealed bytea,
  totp_last_step bigint,
  changed_at timestamptz not null
);

-- Who may act for which council, as what, until when.
create table people_mandate (
  id uuid primary key,
  person_id uuid not null references people_person on delete cascade,
  authority_code text not null references authorities_authority on delete cascade,
  role text not null check (role in ('lead', 'deputy', 'contributor', 'approver', 'reader')),
  office text check (office in ('chief-executive', 'cio', 'section-151', 'monitoring', 'member', 'service-manager', 'staff')),
  given_at timestamptz not null,
  given_by uuid,
  ended_at timestamptz,
  ended_by uuid
);
create unique index people_mandate_once on people_mandate (person_id, authority_code) where ended_at is null;
create index people_mandate_council on people_mandate (authority_code);

-- A link that can be used once. Its secret is never here, only a hash.
create table people_ticket (
  token_hash text primary key,
  person_id uuid not null references people_person on delete cascade,
  -- `second-step`: a link or password was right, and the code of the authenticator app is still to come.
  purpose text not null check (purpose in ('sign-in', 'enrol', 'reset', 'second-step')),
  proved text check (proved in ('link', 'password')),
  next_path text,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table people_invitation (
  id uuid primary key,
  authority_code text references authorities_authority on delete cascade,
  partnership_id uuid,
  email text not null,
  name text not null,
  role text not null check (role in ('lead', 'deputy', 'contributor', 'approver', 'reader', 'partnership-manager')),
  office text,
  invited_by uuid not null,
  invited_for text,
  token_hash text,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  withdrawn_at timestamptz
);
create unique index people_invitation_token on people_invitation (token_hash);
create index people_invitation_council on people_invitation (authority_code);

create table people_session (
  token_hash text primary key,
  person_id uuid not null references people_person on delete cascade,
  acting_for text,
  managing uuid,
  sandbox_id uuid,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  proved text not null check (proved in ('link', 'password', 'password-only', 'sandbox')),
  ended_at timestamptz
);
create index people_session_person on people_session (person_id);

-- What may be changed is named column by column: nobody's address, office or powers can be written over, only ended and
-- given anew, so that who could do what on a day can always be told. Who is an operator changes through `name_operator`.
grant select, insert, delete on people_person, people_mandate, people_ticket, people_invitation to handfast_app;
grant select, insert, update, delete on people_credential, people_session to handfast_app;
grant update (name, active_on) on people_person to handfast_app;
grant update (ended_at, ended_by) on people_mandate to handfast_app;
grant update (used_at) on people_ticket to handfast_app;
grant update (accepted_at, accepted_by, withdrawn_at) on people_invitation to handfast_app;
grant select on people_person, people_mandate, people_invitation to handfast_worker;
grant update (token_hash, expires_at) on people_invitation to handfast_worker;
grant insert, select, delete on people_ticket to handfast_worker;
grant select, delete on people_session to handfast_worker;
grant select on people_person, people_mandate, people_session, people_invitation, platform_note to handfast_keeper;
grant update (is_operator) on people_person to handfast_keeper;
grant select, delete on people_credential, people_ticket, people_session to handfast_keeper;

-- A baseline is locked by every council's section 151 officer together, and by nobody alone. The application has always asked
-- for that; here the database asks for it too, so that a mistake of ours, or a statement of somebody who holds the
-- application's role, cannot lock figures that others have not confirmed.

-- Whether every council that has joined and not left has a confirmation of this very hash, by somebody who was its section 151
-- officer. Looks past the policies, and says only yes or no.
create function business_case_all_confirmed(partnership uuid, baseline uuid, confirmed text) returns boolean
  language sql stable security definer set search_path = public as $$
  select exists (select from partnership_member m
      where m.partnership_id = partnership and m.joined_at is not null and m.left_at is null)
    and not exists (select from partnership_member m
      where m.partnership_id = partnership and m.joined_at is not null and m.left_at is null
        and not exists (select from partnership_approval a join people_mandate p
            on p.person_id = a.approved_by and p.authority_code = a.authority_code and p.office = 'section-151'
          where a.partnership_id = partnership and a.subject = 'business-case.baseline' and a.subject_id = baseline
            and a.hash = confirmed and a.authority_code = m.authority_code))
$$;
alter function business_case_all_confirmed(uuid, uuid, text) owner to handfast_keeper;

create or replace function business_case_refuse_unlock() returns trigger language plpgsql as $$
begin
  if old.locked_at is not null and (tg_op = 'UPDATE' or business_case_partnership_there(old.partnership_id)) then
    raise exception 'A locked baseline cannot be changed. A correction is a new version.' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'UPDATE' and new.locked_at is not null
    and not business_case_all_confirmed(new.partnership_id, new.id, new.hash) then
    raise exception 'A baseline is locked when every council has confirmed it, and not before.' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;

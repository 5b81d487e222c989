-- Support only with consent: Counter-Terrorism and Security Act 2015, section 36(4)(b).

-- Consent to support as it stood on a day: the last word about it, not counting that it was asked for.
CREATE FUNCTION channel_consent_on(of_case bigint, day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((
        SELECT c.kind = 'given' FROM channel_consent c
        WHERE c.case_id = of_case AND c.kind NOT IN ('sought', 'wish') AND c."on" <= day
        ORDER BY c."on" DESC, c.id DESC LIMIT 1), false)
$$;

-- Counter-Terrorism and Security Act 2015, section 36(4)(b): support is arranged with consent, and for a case
-- that the panel has adopted. The row of the case is held, so that consent is not withdrawn meanwhile.
CREATE FUNCTION channel_intervention_needs_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE c channel_case;
BEGIN
    IF TG_OP = 'UPDATE'
       AND (NEW.case_id, NEW.commissioned_on, NEW.kind_id, NEW.provider_id)
         = (OLD.case_id, OLD.commissioned_on, OLD.kind_id, OLD.provider_id)
       AND (OLD.ended_on IS NULL OR NEW.ended_on <= OLD.ended_on) THEN
        RETURN NEW;
    END IF;
    SELECT * INTO c FROM channel_case WHERE id = NEW.case_id FOR UPDATE;
    IF c.status IS DISTINCT FROM 'adopted' OR c.consent_on IS NULL
       OR NOT channel_consent_on(NEW.case_id, NEW.commissioned_on)
       OR NOT channel_consent_on(NEW.case_id, 'infinity') THEN
        RAISE EXCEPTION 'no support is arranged without consent' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_intervention_needs_consent BEFORE INSERT OR UPDATE ON channel_intervention
    FOR EACH ROW EXECUTE FUNCTION channel_intervention_needs_consent();

-- Section 36(4)(b) for each time that support is given: within what was arranged, and with consent on that
-- day.
CREATE FUNCTION channel_session_needs_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE i channel_intervention;
BEGIN
    PERFORM FROM channel_case WHERE id = NEW.case_id FOR UPDATE;
    SELECT * INTO i FROM channel_intervention WHERE id = NEW.intervention_id;
    IF i.case_id IS DISTINCT FROM NEW.case_id THEN
        RAISE EXCEPTION 'a session belongs to the case of its support' USING ERRCODE = '23514';
    END IF;
    IF NEW."on" < i.commissioned_on OR NEW."on" > i.ended_on
       OR NOT channel_consent_on(NEW.case_id, NEW."on") THEN
        RAISE EXCEPTION 'no support is given without consent' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_session_needs_consent BEFORE INSERT ON channel_supportsession
    FOR EACH ROW EXECUTE FUNCTION channel_session_needs_consent();

-- Rows that stay what they are, or are written in one's own name.

-- Whoever contributes to a case adds to what belongs to it; the case itself is run by who coordinates it. Its
-- panel and its reference are what they were made: a case goes to another panel as a case of that panel.
CREATE FUNCTION channel_case_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.panel_id, NEW.reference) IS DISTINCT FROM (OLD.id, OLD.panel_id, OLD.reference) THEN
        RAISE EXCEPTION 'a case keeps its panel and its reference' USING ERRCODE = '42501';
    ELSIF NEW.id NOT IN (SELECT channel_open_cases('coordinate_case')) THEN
        RAISE EXCEPTION 'only who coordinates a case changes it' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_case_stays BEFORE UPDATE ON channel_case FOR EACH ROW
    WHEN (current_user <> 'portal_gate' AND OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION channel_case_stays();

-- What is written into a chronology is written in one's own name.
CREATE FUNCTION channel_event_by_who_acts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.by_id IS DISTINCT FROM portal_actor() THEN
        RAISE EXCEPTION 'what happened is written in one''s own name' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_event_by_who_acts BEFORE INSERT ON channel_caseevent
    FOR EACH ROW EXECUTE FUNCTION channel_event_by_who_acts();

-- A statement is drafted and signed in one's own name; who signs chairs the panel and wrote none of it.
CREATE FUNCTION channel_statement_by_who_acts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE actor bigint := portal_actor();
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.drafted_by_id IS DISTINCT FROM actor OR NEW.signed_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'a statement is drafted in one''s own name' USING ERRCODE = '42501';
        END IF;
    ELSIF (NEW.panel_id, NEW.year, NEW.drafted_by_id)
          IS DISTINCT FROM (OLD.panel_id, OLD.year, OLD.drafted_by_id) THEN
        RAISE EXCEPTION 'a statement stays that of its panel and year' USING ERRCODE = '42501';
    ELSIF NEW.signed_by_id IS NOT NULL AND (
          NEW.signed_by_id IS DISTINCT FROM actor
          OR NEW.panel_id NOT IN (SELECT channel_open_panels('chair'))
          OR EXISTS (SELECT FROM channel_historicalassurancestatement h
                     WHERE h.id = NEW.id AND h.history_user_id = actor)
          OR EXISTS (SELECT FROM channel_historicalassuranceanswer h
                     WHERE h.statement_id = NEW.id AND h.history_user_id = actor)) THEN
        RAISE EXCEPTION 'a chair signs in their own name, who wrote none of it' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_statement_by_who_acts BEFORE INSERT OR UPDATE ON channel_assurancestatement
    FOR EACH ROW EXECUTE FUNCTION channel_statement_by_who_acts();

-- Who is named in a column as having done something is who is acted for, whenever the column is set or
-- changed.
CREATE FUNCTION channel_named_by_who_acts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    said bigint := to_jsonb(NEW) ->> TG_ARGV[0];
    before bigint := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ->> TG_ARGV[0] END;
BEGIN
    IF said IS DISTINCT FROM before AND said IS DISTINCT FROM portal_actor() THEN
        RAISE EXCEPTION 'what is decided is written in one''s own name' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_named_by_who_acts BEFORE INSERT OR UPDATE ON channel_correction FOR EACH ROW
    WHEN (current_user = 'portal_app') EXECUTE FUNCTION channel_named_by_who_acts('by_id');
CREATE TRIGGER channel_named_by_who_acts BEFORE INSERT OR UPDATE ON channel_minute FOR EACH ROW
    WHEN (current_user = 'portal_app') EXECUTE FUNCTION channel_named_by_who_acts('decided_by_id');
CREATE TRIGGER channel_named_by_who_acts BEFORE INSERT OR UPDATE ON channel_rectification FOR EACH ROW
    WHEN (current_user = 'portal_app') EXECUTE FUNCTION channel_named_by_who_acts('by_id');
CREATE TRIGGER channel_named_by_who_acts BEFORE INSERT OR UPDATE ON channel_release FOR EACH ROW
    WHEN (current_user = 'portal_app') EXECUTE FUNCTION channel_named_by_who_acts('by_id');
CREATE TRIGGER channel_named_by_who_acts BEFORE INSERT OR UPDATE ON channel_rightsrequest FOR EACH ROW
    WHEN (current_user = 'portal_app') EXECUTE FUNCTION channel_named_by_who_acts('decided_by_id');

-- Two referrals are compared within one panel, or across the transfer that made one of the other.
CREATE FUNCTION channel_sameperson_of_one_panel() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM channel_case c JOIN channel_case e ON e.panel_id = c.panel_id
                   WHERE c.id = NEW.case_id AND e.id = NEW.earlier_id)
       AND NOT EXISTS (SELECT FROM channel_transfer t
                       WHERE (t.case_id, t.to_case_id) IN ((NEW.case_id, NEW.earlier_id),
                                                           (NEW.earlier_id, NEW.case_id))) THEN
        RAISE EXCEPTION 'that case is another panel''s' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_sameperson_of_one_panel BEFORE INSERT OR UPDATE ON channel_sameperson
    FOR EACH ROW EXECUTE FUNCTION channel_sameperson_of_one_panel();
